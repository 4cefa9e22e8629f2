// A time limit for a body or a store.

/** Longer timers fire at once. */
const LONGEST = 2147483647

/** Promises that settle within as many turns need no timer: a memory store takes one or two. */
const TURNS = 8

/** Resolves as `work` does; rejects with an error of `createError` when the seconds are over first. */
export async function inTime(work, seconds, createError) {
  let isSettled = false
  const settle = () => {
    isSettled = true
  }
  work.then(settle, settle)
  for (let turn = 0; turn < TURNS && !isSettled; turn++) await undefined
  return await (isSettled ? work : race(work, seconds, createError))
}

async function race(work, seconds, createError) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(createError()), Math.min(seconds * 1000, LONGEST))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
