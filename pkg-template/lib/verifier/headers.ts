// The five headers that matter, out of whatever shape a platform has them in. Rust decides about their meaning.
import { HEADERS, type HEADERS_LENGTH } from '../contract/headers.ts'
import { isMap } from '../internal-slots.ts'
import { typeName } from './secret.ts'
import type { HeadersLike } from './types.ts'

export { HEADERS as NAMES }

/** Timestamp, signature, event, encoding and delivery id; null for an absent one. */
export type HeaderValues = [
  timestamp: string | null,
  signature: string | null,
  event: string | null,
  encoding: string | null,
  deliveryId: string | null
]

/** Headers before it is known which of their shapes they have. */
interface Shapes {
  [name: string]: unknown
  [Symbol.iterator]?: unknown
}

/** Values in the order of HEADERS, copies joined with a comma as Node and Fetch do, null where there is none. */
export function readHeaders(given: HeadersLike): HeaderValues {
  const headers = given as Shapes
  if (headers === null || typeof headers !== 'object') {
    throw new TypeError(`headers must be a Headers object, a plain object or a list of pairs, not ${typeName(headers)}`)
  }
  if (typeof headers.then === 'function') throw new TypeError('headers is a Promise; await it first, as in await headers()')
  const values: HeaderValues & { length: typeof HEADERS_LENGTH } = [null, null, null, null, null]
  if (answersToNames(headers)) {
    for (let index = 0; index < HEADERS.length; index++) add(values, index, headers.get(HEADERS[index] as string))
  } else if (typeof headers[Symbol.iterator] === 'function') {
    addPairs(values, headers as Iterable<unknown>)
  } else {
    for (const name of Object.keys(headers)) {
      const index = indexOf(name)
      if (index >= 0) add(values, index, headers[name])
    }
  }
  return values
}

/** A Map has a `get` too, but finds a name in its own case alone. Headers have no size, so that most are told apart at once. */
export const answersToNames = (headers: Shapes): headers is Shapes & { get(name: string): unknown } =>
  typeof headers.get === 'function' && !('size' in headers && isMap(headers))

function addPairs(values: HeaderValues, pairs: Iterable<unknown>): void {
  for (const pair of pairs) {
    if (!Array.isArray(pair) || typeof pair[0] !== 'string') {
      throw new TypeError('a list of headers must be of [name, value] pairs; of a Node request pass req.headers, not req.rawHeaders')
    }
    const index = indexOf(pair[0])
    if (index >= 0) add(values, index, pair[1])
  }
}

/** A bit for each length that a header of ours has. */
const LENGTHS = /* @__PURE__ */ HEADERS.reduce((bits, { length }) => bits | (1 << length), 0)

/** Lengths first: most headers are of another length than any of ours. Most servers have names in lower case. */
export function indexOf(name: string): number {
  if (!((LENGTHS >> name.length) & 1)) return -1
  const exact = HEADERS.indexOf(name)
  if (exact >= 0) return exact
  const index = HEADERS.indexOf(name.toLowerCase())
  // As Rust compares names: this one character is of ASCII in lower case, but not itself.
  return name.includes(KELVIN_SIGN) ? -1 : index
}

const KELVIN_SIGN = '\u212a'

function add(values: HeaderValues, index: number, value: unknown): void {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) {
    for (const copy of value) addCopy(values, index, copy)
  } else addCopy(values, index, value)
}

function addCopy(values: HeaderValues, index: number, copy: unknown): void {
  if (typeof copy !== 'string') throw new TypeError(`the header ${HEADERS[index]} must be a string, not ${typeName(copy)}`)
  const before = values[index] as string | null
  values[index] = before === null ? copy : `${before}, ${copy}`
}

/** Returns one copy of a header whose copies were found to be equal. */
export function firstCopy(value: string): string {
  let end = value.indexOf(',')
  if (end < 0) return value
  while (value[end - 1] === ' ' || value[end - 1] === '\t') end--
  return value.slice(0, end)
}
