// Generators of deliveries for the snippet and the package to disagree about.
import fc from 'fast-check'
import { present } from '../suite/expect.mjs'

/** @import { Mistyped } from '../suite/cases.d.ts' */

/** Characters of every length in UTF-8, and what is none: halves of surrogate pairs. */
const CHARACTERS = [
  ...['a', 'Z', '0', ' ', '.', ',', '"', '\\', '{', '}', ':', '\n', '\r', '\t', '\0', '\x7f'],
  ...['\u0080', 'é', '\u07ff', '\u0800', '€', '\ufeff', '\ufffd', '\uffff', '\u2028', '😀', '\u{10ffff}'],
  ...['\ud800', '\udbff', '\udc00', '\udfff']
]
const KIB64 = 65_536

/** @param {number} maxLength */
const text = (maxLength, minLength = 0) => fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength, maxLength })

/** Text whose middle is where one buffer of the module ends and the next begins. */
const longText = fc
  .tuple(fc.constantFrom('a', 'é', '€', '😀'), fc.constantFrom(1, 2), fc.integer({ min: -9, max: 9 }), text(12), text(4))
  .map(([filler, buffers, shift, middle, end]) => {
    const size = Buffer.byteLength(filler)
    const before = buffers * KIB64 + shift
    return filler.repeat(Math.floor(before / size)) + 'a'.repeat(before % size) + middle + end
  })

const bytes = fc.oneof(
  { weight: 3, arbitrary: text(30).map((characters) => Buffer.from(characters)) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array)) }
)

const longBytes = fc.tuple(longText, fc.boolean()).map(([characters, broken]) => {
  const buffer = Buffer.from(characters)
  return broken ? buffer.subarray(1 + (buffer.length % 3)) : buffer
})

/**
 * Ways to hand over bytes.
 * @type {Record<string, (buffer: Buffer) => Mistyped>}
 */
export const VIEWS = {
  Buffer: (buffer) => buffer,
  Uint8Array: (buffer) => Uint8Array.from(buffer),
  ArrayBuffer: (buffer) => Uint8Array.from(buffer).buffer,
  DataView: (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.length),
  subview: (buffer) => Buffer.concat([Buffer.from('€{'), buffer, Buffer.from('}€')]).subarray(4, 4 + buffer.length),
  Int8Array: (buffer) => new Int8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}

export const body = fc.oneof(
  { weight: 300, arbitrary: text(40) },
  { weight: 250, arbitrary: bytes },
  { weight: 3, arbitrary: longText },
  { weight: 2, arbitrary: longBytes }
)

export const view = fc.constantFrom(...Object.keys(VIEWS))

export const time = fc.oneof(
  {
    weight: 300,
    arbitrary: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00', '1767225600', '', 'null', 'é')
  },
  { weight: 100, arbitrary: text(30) },
  { weight: 1, arbitrary: longText }
)

/** A blank text is refused on purpose, see DIFFERENCES. */
const BLANK = /^[\p{White_Space}\ufeff]*$/u

export const secret = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('whsec_3f7a9c', 'undefined', 'k', ' padded\n', 'k'.repeat(64), 'k'.repeat(65), '\ud800')
  },
  { weight: 2, arbitrary: text(90, 1).filter((characters) => !BLANK.test(characters)) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 130 }) }
)

/** Every kind of signature that is wrong, out of the right one, a place in it and a character; and the right one. */
export const SIGNATURES = {
  'right': (/** @type {string} */ right) => right,
  'one digit changed': (/** @type {string} */ right, /** @type {number} */ at) =>
    replaced(right, 7 + (at % 64), right[7 + (at % 64)] === '0' ? '1' : '0'),
  'one character changed': (/** @type {string} */ right, /** @type {number} */ at, /** @type {string} */ character) =>
    replaced(right, at % 71, character),
  'one character more': (/** @type {string} */ right, /** @type {number} */ at, /** @type {string} */ character) =>
    right.slice(0, at % 72) + character + right.slice(at % 72),
  'one character less': (/** @type {string} */ right, /** @type {number} */ at) => replaced(right, at % 71, ''),
  'cut': (/** @type {string} */ right, /** @type {number} */ at) => right.slice(0, at % 71),
  'upper case': (/** @type {string} */ right) => right.toUpperCase(),
  'upper case digits': (/** @type {string} */ right) => `sha256=${right.slice(7).toUpperCase()}`,
  'digits only': (/** @type {string} */ right) => right.slice(7),
  'another prefix': (/** @type {string} */ right, /** @type {number} */ at) =>
    present(['sha1=', 'sha512=', 'SHA256=', 'v1=', 'sha256:', 'sha256=sha256='][at % 6]) + right.slice(7),
  'whitespace': (/** @type {string} */ right, /** @type {number} */ at) =>
    present([` ${right}`, `${right} `, `${right}\n`, `\t${right}`][at % 4]),
  'twice': (/** @type {string} */ right) => `${right}, ${right}`,
  'with a NUL': (/** @type {string} */ right) => `${right}\0`,
  'fullwidth digits': (/** @type {string} */ right) =>
    right.replace(/[0-9]/g, (digit) => String.fromCharCode(0xfee0 + digit.charCodeAt(0))),
  '71 characters beyond ASCII': (/** @type {unknown} */ _, /** @type {number} */ at, /** @type {string} */ character) =>
    character.repeat(71),
  '71 bytes beyond ASCII': (/** @type {string} */ right) => `é${right.slice(0, 69)}`,
  'all zeros': () => `sha256=${'0'.repeat(64)}`,
  'empty': () => '',
  'any text': (/** @type {unknown} */ _, /** @type {number} */ at, /** @type {string} */ character) => character.repeat(at % 100)
}

/**
 * @param {string} text
 * @param {number} at
 * @param {string} character
 */
function replaced(text, at, character) {
  return text.slice(0, at) + character + text.slice(at + 1)
}

export const signature = fc.tuple(
  fc.oneof({ weight: 1, arbitrary: fc.constant('right') }, { weight: 4, arbitrary: fc.constantFrom(...Object.keys(SIGNATURES)) }),
  fc.nat(10_000),
  fc.constantFrom(...CHARACTERS)
)
