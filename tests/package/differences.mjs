// Where the package answers otherwise than the snippet, on purpose. This is the whole list. Each entry shows both:
// what the snippet does, and what ours does instead.
import { isError, same, thrown } from '../suite/expect.mjs'
import { sign, TIME } from './guide.mjs'

/** @import { Mistyped } from '../suite/cases.d.ts' */

const SECRET = 'whsec_3f7a9c'
const BODY = '{"event":"job.completed"}'
const RIGHT = sign(BODY, TIME, SECRET)

/** @typedef {[body: Mistyped, timestamp: Mistyped, signature: Mistyped, secret: Mistyped]} Arguments */
/** @typedef {(...delivery: Arguments) => boolean} Snippet */

/** @param {Arguments} delivery */
const crashes =
  (...delivery) =>
  (/** @type {Snippet} */ guideVerify) =>
    same(thrown(() => guideVerify(...delivery)).code, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'code')
/**
 * @param {boolean} expected
 * @param {Arguments} delivery
 */
const says =
  (expected, ...delivery) =>
  (/** @type {Snippet} */ guideVerify) =>
    same(guideVerify(...delivery), expected, 'the snippet')
/**
 * @param {boolean} expected
 * @param {Arguments} delivery
 */
const weSay =
  (expected, ...delivery) =>
  (/** @type {{ verifyWebhook: Snippet }} */ { verifyWebhook }) =>
    same(verifyWebhook(...delivery), expected, 'ours')
/** @param {Arguments} delivery */
const weThrow =
  (...delivery) =>
  (/** @type {{ verifyWebhook: Snippet }} */ { verifyWebhook }) =>
    isError(
      thrown(() => verifyWebhook(...delivery)),
      TypeError
    )

/** Deliveries on which the snippet crashes. */
const crashing = {
  'missing': undefined,
  'null': null,
  'empty': '',
  'short': 'sha256=',
  'long': `${RIGHT}0`,
  'beyond ASCII': `${RIGHT.slice(0, 70)}é`
}

/** Values other than text, which the snippet turns into text. */
/** @type {Record<string, Arguments>} */
const coerced = {
  'a String object as signature': [BODY, TIME, new String(RIGHT), SECRET],
  'a Buffer turned to JSON as signature': [BODY, TIME, Buffer.from(RIGHT).toJSON(), SECRET],
  'bytes as signature': [BODY, TIME, Buffer.from(RIGHT), SECRET],
  'a String object as timestamp': [BODY, new String(TIME), RIGHT, SECRET],
  'a String object as body': [new String(BODY), TIME, RIGHT, SECRET],
  'an object as body': [{}, TIME, sign('[object Object]', TIME, SECRET), SECRET],
  'an array as body': [[1, 2], TIME, sign('1,2', TIME, SECRET), SECRET],
  'null as body': [null, TIME, sign('null', TIME, SECRET), SECRET],
  'a number as body': [1, TIME, sign('1', TIME, SECRET), SECRET],
  'a number as timestamp': [BODY, 1767225600, sign(BODY, '1767225600', SECRET), SECRET],
  'a DataView as secret': [BODY, TIME, RIGHT, new DataView(Uint8Array.from(Buffer.from(SECRET)).buffer)],
  'an ArrayBuffer as secret': [BODY, TIME, RIGHT, Uint8Array.from(Buffer.from(SECRET)).buffer]
}

/** Values that come from a sender as well, but can stand for no header: false. */
/** @type {Record<string, Arguments>} */
const absent = {
  'null as timestamp': [BODY, null, sign(BODY, 'null', SECRET), SECRET],
  'undefined as timestamp': [BODY, undefined, sign(BODY, 'undefined', SECRET), SECRET],
  'an array as timestamp': [BODY, [TIME], RIGHT, SECRET],
  'an array of 71 numbers as signature': [BODY, TIME, [...Buffer.from(RIGHT)], SECRET]
}

/** These can be signed without a secret. */
const weak = {
  'empty': '',
  'no bytes': new Uint8Array(),
  'one space': ' ',
  'a line break': '\n',
  'no-break spaces': '\u00a0\u00a0'
}

const ff = Buffer.from([0x22, 0xff, 0x22])
const replacement = sign('"\ufffd"', TIME, SECRET)
const asBytes = Uint8Array.from(Buffer.from(BODY))

export const DIFFERENCES = [
  ...Object.entries(crashing).map(([name, signature]) => ({
    name: `a signature that is ${name}: false, not a crash`,
    guide: crashes(BODY, TIME, signature, SECRET),
    ours: weSay(false, BODY, TIME, signature, SECRET)
  })),
  ...Object.entries(coerced).map(([name, delivery]) => ({
    name: `${name}: TypeError, not true`,
    guide: says(true, ...delivery),
    ours: weThrow(...delivery)
  })),
  ...Object.entries(absent).map(([name, delivery]) => ({
    name: `${name}: false, not true`,
    guide: says(true, ...delivery),
    ours: weSay(false, ...delivery)
  })),
  ...Object.entries(weak).map(([name, secret]) => ({
    name: `a secret that is ${name}: TypeError, not true`,
    guide: says(true, BODY, TIME, sign(BODY, TIME, secret), secret),
    ours: weThrow(BODY, TIME, sign(BODY, TIME, secret), secret)
  })),
  {
    name: 'bytes that are not UTF-8, signed as they are: true, not false',
    guide: says(false, ff, TIME, sign(ff, TIME, SECRET), SECRET),
    ours: weSay(true, ff, TIME, sign(ff, TIME, SECRET), SECRET)
  },
  {
    name: 'bytes that are not UTF-8, signed as the text they decode to: false, not true',
    guide: says(true, ff, TIME, replacement, SECRET),
    ours: weSay(false, ff, TIME, replacement, SECRET)
  },
  {
    name: 'bytes that are no Buffer: their bytes, not their numbers as text',
    guide: says(false, asBytes, TIME, RIGHT, SECRET),
    ours: weSay(true, asBytes, TIME, RIGHT, SECRET)
  }
]
