// A time limit for a body or a store.

/** Longer timers fire at once. */
const LONGEST = 2147483647

/** Promises that settle within as many turns need no timer: a memory store takes one or two. */
const TURNS = 8

/** Stores, schemas and deliveries may answer with a value or with a promise. */
export const isPromise = (answer: unknown): answer is Promise<unknown> => typeof (answer as Promise<unknown> | null)?.then === 'function'

/** Resolves as `work` does; rejects with an error of `createError` when the seconds are over first. */
export async function inTime<Result>(work: Promise<Result>, seconds: number, createError: () => Error): Promise<Result> {
  let isSettled = false
  const settle = () => {
    isSettled = true
  }
  work.then(settle, settle)
  for (let turn = 0; turn < TURNS && !isSettled; turn++) await undefined
  return await (isSettled ? work : race(work, seconds, createError))
}

function race<Result>(work: Promise<Result>, seconds: number, createError: () => Error): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(createError()), Math.min(seconds * 1000, LONGEST))
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
