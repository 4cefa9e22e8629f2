// The assertions. Each function throws an Error that tells what was met instead.

/**
 * Deep equality: own keys, prototypes, Object.is on what is no object.
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function same(actual, expected, what = 'value') {
  const place = difference(actual, expected, what)
  if (place) throw new Error(place)
}

/**
 * @param {unknown} condition
 * @param {string} what
 * @returns {asserts condition}
 */
export function ok(condition, what) {
  if (!condition) throw new Error(what)
}

/**
 * Returns the value. Throws where there is none, so that no check compares `undefined` with `undefined`.
 * @template T
 * @param {T | undefined} value
 * @returns {T}
 */
export function present(value, what = 'a value') {
  if (value === undefined) throw new Error(`${what} is missing`)
  return value
}

/**
 * The error that `work` throws.
 * @param {() => unknown} work
 * @returns {any}
 */
export function thrown(work, what = 'the call') {
  let result
  try {
    result = work()
  } catch (error) {
    return error
  }
  throw new Error(`${what} returned ${show(result)} instead of throwing`)
}

/**
 * The same of a promise.
 * @param {unknown} promise
 * @returns {Promise<any>}
 */
export async function rejected(promise, what = 'the call') {
  let result
  try {
    result = await promise
  } catch (error) {
    return error
  }
  throw new Error(`${what} resolved to ${show(result)} instead of rejecting`)
}

/**
 * Exactly this class, no class under it.
 * @param {unknown} error
 * @param {Function} Class
 */
export function isError(error, Class, what = 'the error') {
  ok(Object.getPrototypeOf(error) === Class.prototype, `${what} is ${show(error)}, not a ${Class.name}`)
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} path
 * @returns {string | undefined}
 */
function difference(actual, expected, path) {
  if (Object.is(actual, expected)) return
  const met = () => `${path} is ${show(actual)}, not ${show(expected)}`
  if (!isObject(actual) || !isObject(expected)) return met()
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return `${path} has another prototype`
  if (actual instanceof Date) return expected instanceof Date && actual.getTime() === expected.getTime() ? undefined : met()
  const keys = Object.keys(actual)
  if (keys.length !== Object.keys(expected).length) return met()
  for (const key of keys) {
    if (!Object.hasOwn(expected, key)) return met()
    const found = difference(own(actual, key), own(expected, key), `${path}.${key}`)
    if (found) return found
  }
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
const isObject = (value) => typeof value === 'object' && value !== null

/**
 * Not `object[key]`, which an own `__proto__` would answer and a missing one would too.
 * @param {object} object
 * @param {string} key
 */
const own = (object, key) => Object.getOwnPropertyDescriptor(object, key)?.value

/** @param {unknown} value */
export function show(value) {
  if (value instanceof Error) return `${value.name}: ${value.message}`
  let text
  try {
    text = JSON.stringify(value)
  } catch {
    // A BigInt, say.
  }
  text ??= typeof value === 'symbol' || typeof value === 'bigint' ? value.toString() : typeof value
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
