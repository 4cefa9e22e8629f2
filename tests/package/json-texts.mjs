// JSON texts for the strict reader: generated ones with few keys, so that they repeat, and what is not quite JSON.
import fc from 'fast-check'

/** @import { Arbitrary, LetrecTypedBuilder } from 'fast-check' */

/** @param {...string} values */
const pick = (...values) => fc.constantFrom(...values)

/** Keys that matter, each in several spellings, and characters of every length. */
const KEYS = [
  ...['event', '\\u0065vent', 'ev\\u0065nt', 'data', 'd\\u0061ta', 'error', 'id', 'i\\u0064', 'status', 'code'],
  ...['', 'a', '\\u0061', 'A', 'b', '/', '\\/', '\\n', '\\u000a', 'é', '\\u00e9', '\\u00E9', 'e\u0301', '€', '😀'],
  ...['\\ud83d\\ude00', '\\uD83D\\uDE00', '\\ud83d', '\\ude00', '\\ud83d\\ud83d', '\\ud83dx', '\ufffd', '\\ufffd'],
  ...['__proto__', '\\u005f_proto__', 'constructor', 'prototype', 'toString', 'length', '0', '\\u0000', '\ufeff']
]
const TEXTS = [
  ...KEYS,
  ...['job.started', 'job.completed', 'job.failed', 'job\\u002ecompleted', 'job.completed ', 'completed', 'job_1'],
  ...['\\"', '\\\\', '\\b\\f\\r\\t', '\\ud800', '\\udfff\\ud800', '\u2028', '{"a":1}', '\\u0022']
]
const NUMBERS = ['0', '-0', '1', '-1.5', '1e5', '1E+2', '0.1e-7', '9007199254740993', '1e400', '-1e-400', '123456789012345678901']
const SPACES = ['', '', '', '', ' ', '\n', '\t\r ']
const WRONG = [
  ...['01', '+1', '.5', '1.', '1e', 'NaN', 'Infinity', 'True', 'nul', 'undefined', "'a'", '"\\x41"', '"\\u12"', '"\t"'],
  ...['"a', '//', '/**/', ',', '{,}', '[1,]', '{"a"}', '{"a":}', '{a:1}', '"\\', '\u00a0', '\ufeff', '"\ud800"', '\0']
]

const space = pick(...SPACES)
const scalar = fc.oneof(
  { weight: 4, arbitrary: pick(...TEXTS).map((text) => `"${text}"`) },
  { weight: 2, arbitrary: pick(...NUMBERS) },
  { weight: 2, arbitrary: pick('true', 'false', 'null') }
)
/**
 * @param {Arbitrary<unknown>} element
 * @param {string} open
 * @param {string} close
 */
const listOf = (element, open, close) =>
  fc
    .tuple(fc.array(fc.tuple(space, element, space), { maxLength: 5 }), space)
    .map(([elements, empty]) => open + (elements.map((parts) => parts.join('')).join(',') || empty) + close)

/** @param {Arbitrary<unknown>} value */
const member = (value) => fc.tuple(pick(...KEYS), space, space, value).map(([key, ...rest]) => `"${key}"${rest[0]}:${rest[1]}${rest[2]}`)

/** @type {LetrecTypedBuilder<{ value: string, object: string, array: string }>} */
const nested = (tie) => ({
  value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, scalar, tie('object'), tie('array')),
  object: listOf(member(tie('value')), '{', '}'),
  array: listOf(tie('value'), '[', ']')
})
const { object } = fc.letrec(nested)

/** An event more often than chance would make one. */
const event = fc
  .tuple(pick('job.started', 'job.completed', 'job.failed', 'other'), object, object, fc.boolean())
  .map(([name, data, error, inData]) => {
    const inside = inData ? `${data.slice(0, -1)}${data.length > 4 ? ',' : ''}"error":${error}}` : data
    return `{"event":"${name}","data":${inside},"error":${error}}`
  })

const whole = fc
  .tuple(space, fc.oneof({ weight: 3, arbitrary: object }, { weight: 1, arbitrary: event }), space)
  .map((parts) => parts.join(''))

/** A character lost, a stretch doubled, or something put in that does not belong there. */
const spoilt = fc
  .tuple(whole, fc.nat(10_000), fc.nat(3), pick(...WRONG, ...NUMBERS, '"', '{', '}', '[', ']', ':', '\\'))
  .map(([text, place, way, wrong]) => {
    const at = place % (text.length + 1)
    if (way === 0) return text.slice(0, at) + text.slice(at + 1)
    if (way === 1) return text.slice(0, at)
    if (way === 2) return text.slice(0, at) + wrong + text.slice(at)
    return text.slice(0, at) + text.slice(at >> 1)
  })

/** About as deep as is allowed. */
const deep = fc.tuple(object, fc.integer({ min: 55, max: 66 }), fc.boolean()).map(([inner, depth, inArrays]) => {
  const [open, close] = inArrays ? ['[', ']'] : ['{"a":', '}']
  return `{"a":${open.repeat(depth - 1)}${inner}${close.repeat(depth - 1)}}`
})

export const document = fc.oneof({ weight: 60, arbitrary: whole }, { weight: 40, arbitrary: spoilt }, { weight: 5, arbitrary: deep })

/** Bytes that are never UTF-8: lone, cut, overlong, a surrogate, beyond the last character. */
const BROKEN = ['80', 'ff', 'c3', 'e282', 'c0af', 'c1bf', 'e080af', 'f08080af', 'eda080', 'edbfbf', 'f4908080', 'f0808080', 'f5808080']

/** Documents as bytes, some of which are no UTF-8. */
export const documentBytes = fc
  .tuple(document, fc.nat(3), fc.nat(10_000), fc.nat(255), pick(...BROKEN))
  .map(([text, way, place, byte, broken]) => {
    const bytes = Buffer.from(text)
    const at = place % (bytes.length + 1)
    if (way === 0 && at < bytes.length) bytes[at] = byte
    if (way === 1) return Buffer.concat([bytes.subarray(0, at), Buffer.from(broken, 'hex'), bytes.subarray(at)])
    return bytes
  })
