// The shapes that a delivery's headers and body can have. Each makes one out of header lines, or of text or bytes.

/** @import { HeaderLines } from './cases.d.ts' */
/** @typedef {(name: string) => string} Spelling */
/** @typedef {string | Uint8Array} Body */

const encoder = new TextEncoder()

/**
 * Values of one name joined with a comma, as Node and Fetch do; `key` says which names are one.
 * @param {HeaderLines} lines
 * @param {Spelling} key
 * @returns {Map<string, string>}
 */
function joined(lines, key) {
  const values = new Map()
  for (const [name, value] of lines) {
    const known = values.get(key(name))
    values.set(key(name), known === undefined ? value : `${known}, ${value}`)
  }
  return values
}

/** @param {HeaderLines} lines */
function copies(lines) {
  /** @type {Record<string, string[]>} */
  const values = {}
  for (const [name, value] of lines) (values[name] ??= []).push(value)
  return values
}

/** @type {Spelling} */
const asCame = (name) => name
/** @type {Spelling} */
const lower = (name) => name.toLowerCase()
/** @type {Spelling} */
const upper = (name) => name.toUpperCase()
/** @type {Spelling} */
const mixed = (name) => [...name].map((letter, at) => (at % 2 ? lower : upper)(letter)).join('')

/** @type {Record<string, (lines: HeaderLines) => any>} */
export const HEADERS = {
  'pairs': (lines) => lines,
  'a generator of pairs': (lines) => lines.values(),
  'a Map': (lines) => joined(lines, asCame),
  'an object, names as they came': (lines) => Object.fromEntries(joined(lines, asCame)),
  'an object, names in lower case': (lines) => Object.fromEntries(joined(lines, lower)),
  'an object, names in upper case': (lines) => Object.fromEntries(joined(lines, upper)),
  'an object, names in mixed case': (lines) => Object.fromEntries(joined(lines, mixed)),
  'an object without prototype': (lines) => Object.assign(Object.create(null), Object.fromEntries(joined(lines, lower))),
  'an object, copies in arrays': copies,
  'an object with get()': (lines) => ({ get: (/** @type {string} */ name) => joined(lines, lower).get(name.toLowerCase()) ?? null })
}

/**
 * Fetch headers hold Latin-1 without whitespace around it; null for a value that they cannot hold.
 * @param {HeaderLines} lines
 */
export function fetchHeaders(lines) {
  const fits = lines.every(([, value]) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value) && !/^[\t ]|[\t ]$/.test(value))
  return fits ? new Headers(lines) : null
}

/**
 * Always of this realm: a sandbox's TextEncoder may be of another.
 * @param {Body} body
 */
export const bytesOf = (body) => new Uint8Array(typeof body === 'string' ? encoder.encode(body) : body)

/**
 * Bytes with others before and after them.
 * @param {Uint8Array} bytes
 * @returns {[ArrayBuffer, number, number]}
 */
function inside(bytes) {
  const wide = new Uint8Array(bytes.length + 10).fill(0x7b)
  wide.set(bytes, 3)
  return [wide.buffer, 3, bytes.length]
}

/** @type {Record<string, (body: Body) => any>} */
export const BODIES = {
  'as it came': (body) => body,
  'a Uint8Array': bytesOf,
  'an ArrayBuffer': (body) => bytesOf(body).slice().buffer,
  'a DataView': (body) => new DataView(...inside(bytesOf(body))),
  'a part of a larger buffer': (body) => new Uint8Array(...inside(bytesOf(body))),
  'an Int8Array': (body) => new Int8Array(...inside(bytesOf(body)))
}
