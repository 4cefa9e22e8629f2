// Everything that can be seen of a value: how it prints, what logs and trackers make of it, down to its causes.
import { inspect } from 'node:util'

/** @param {() => unknown} print */
const attempt = (print) => {
  try {
    return String(print())
  } catch (error) {
    return String(error)
  }
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
export function spillOf(value) {
  const own =
    value !== null && typeof value === 'object'
      ? Reflect.ownKeys(value).map((key) => [String(key), attempt(() => inspect(Reflect.get(value, key)))])
      : []
  return [
    attempt(() => value),
    attempt(() => JSON.stringify(value)),
    attempt(() => inspect(value, { depth: 20, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null })),
    attempt(() => /** @type {Error | undefined} */ (value)?.stack),
    ...own.flat(),
    ...(value instanceof Error && value.cause !== undefined ? spillOf(value.cause) : [])
  ]
}

/**
 * The output to the console and to both streams while `work` runs.
 * @param {() => Promise<unknown>} work
 */
export async function overheard(work) {
  /** @type {string[]} */
  const written = []
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }))
  for (const { stream } of streams) stream.write = (text) => (written.push(String(text)), true)
  try {
    await work()
  } finally {
    for (const { stream, write } of streams) stream.write = write
  }
  return written
}
