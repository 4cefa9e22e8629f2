// The findings of the kit in each of the endpoints that were broken on purpose.
import { ATTACKS, COPIES, EVERYTHING, FORERUNNER, REPLAYS } from '../../runtimes/testing/names.mjs'

/** Accepted by an endpoint that reads them, and not the signed body. */
const EVENT_HEADERS = [...ATTACKS.event_mismatch, 'event header: twice, with another name']

/** Accepted by an endpoint that ignores them. */
const ENCODINGS = ATTACKS.unsupported_encoding.filter((name) => name !== 'encoding: gzip')

/** Accepted by an endpoint that verifies, and reads later or leniently. */
const BODIES = [
  'body: the event twice',
  'body: the data twice',
  'body: a key twice, once with an escape',
  'body: a byte order mark',
  'body: a comment',
  'body: a comma too many',
  'body: NaN',
  'body: a form',
  'body: two bodies',
  'body: an empty body',
  'body: null',
  'body: a list',
  'body: a number',
  'body: a text',
  'body: the beginning of a body',
  'body: 100,000 lists, one in the other'
]

/** The same, where the bytes are what is hashed. */
const BYTES = ['body: a byte that is no UTF-8', 'body: half a surrogate pair', 'body: UTF-16']

/** To Date.parse of V8, moments within five minutes of the right one. */
const DATES = [
  'timestamp: ten digits of a second and no zone',
  'timestamp: no zone',
  'timestamp: no zone, with milliseconds',
  'timestamp: no seconds',
  'timestamp: a space for the T',
  'timestamp: a lower-case t',
  'timestamp: a lower-case z',
  'timestamp: an offset without a colon',
  'timestamp: ten digits of a second',
  'timestamp: six digits of a year',
  'timestamp: as HTTP has it',
  'timestamp: as e-mail has it',
  'timestamp: as Americans have it'
]

/** To Date.parse of V8, NaN. */
const NO_DATES = [
  'timestamp: a word',
  'timestamp: NaN',
  'timestamp: Infinity',
  'timestamp: now',
  "timestamp: the word 'undefined'",
  "timestamp: the word 'null'",
  'timestamp: [object Object]',
  'timestamp: a month 13',
  'timestamp: text after it',
  'timestamp: a zone in brackets after it',
  'timestamp: JSON after it',
  'timestamp: 1e400',
  'timestamp: Unix seconds',
  'timestamp: Unix milliseconds',
  'timestamp: an offset of hours alone',
  'timestamp: an offset of 24 hours',
  'timestamp: GMT for Z',
  'timestamp: a point and no digits',
  'timestamp: a comma for the point',
  'timestamp: a leap second',
  'timestamp: basic, without signs'
]

/** To Date.parse of V8, other moments. */
const LATER = [
  'timestamp: a word and a number',
  'timestamp: 0',
  'timestamp: -1',
  'timestamp: a date alone',
  'timestamp: an hour 24',
  'timestamp: 30 February',
  'timestamp: 30 February, a date alone'
]

/** Without a signature. */
const UNSIGNED = ATTACKS.missing_header.filter((name) => !/: (no|an empty) timestamp$/.test(name))

/** The beginning of the right one, or nearly nothing of it. */
const CUTS = ATTACKS.malformed_signature.filter((name) => /: (cut to .+|one letter)$/.test(name))

/** Not as long as the right one; of two such buffers, timingSafeEqual throws. */
const LENGTHS = [
  ...CUTS,
  'signature: none',
  'signature: sha256=none',
  "signature: the word 'undefined'",
  'signature: 8,000 digits',
  'signature: no prefix',
  'signature: the prefix twice',
  'signature: the prefix v1=',
  'signature: the prefix sha1=',
  'signature: the prefix sha1= and 40 digits',
  'signature: the prefix sha512= and 128 digits',
  'signature: the prefix md5=',
  'signature: base64',
  'signature: base64 without a prefix',
  'signature: 0x before the digits',
  'signature: a space before the digits',
  'signature: quotation marks',
  'signature: one digit more',
  'signature: one byte more',
  'signature: letters after the digits',
  'signature: a wrong one, a space, and the right one',
  'signature: a wrong one, a semicolon, and the right one',
  'signature: twice, the second is right',
  'signature: twice, the first is right'
]

/** Of another time, in the right form. */
const TIMES = [...ATTACKS.timestamp_too_old, ...ATTACKS.timestamp_in_future]

export const FOUND = {
  "the guide's snippet": {
    accepted: [
      ...EVENT_HEADERS,
      ...ENCODINGS,
      ...TIMES,
      ...DATES,
      ...NO_DATES,
      ...LATER,
      ...BODIES,
      ...COPIES,
      'unsigned: an empty timestamp',
      'changed: a byte that is not UTF-8 for U+FFFD',
      'changed: boundary moved back',
      'changed: boundary moved on'
    ],
    crashed: [...UNSIGNED, ...LENGTHS]
  },
  'verifies if there is a signature': {
    accepted: [...UNSIGNED, ...COPIES],
    crashed: []
  },
  'takes what a missing setting turns into': {
    accepted: [...COPIES, 'key: empty', 'key: a space', 'key: a newline', "key: 'undefined'", "key: 'null'", "key: '[object Object]'"],
    crashed: []
  },
  'forgets to await': {
    accepted: [...EVERYTHING, ...REPLAYS],
    crashed: []
  },
  'compares as much as came': {
    accepted: [
      ...EVENT_HEADERS,
      ...ENCODINGS,
      ...DATES,
      ...BODIES,
      ...BYTES,
      ...COPIES,
      'unsigned: no signature',
      'unsigned: an empty signature',
      ...CUTS,
      'changed: boundary moved back'
    ],
    crashed: []
  },
  'prints the body again': {
    accepted: [
      ...COPIES,
      'changed: one letter written as an escape',
      'changed: a byte more: a space',
      'changed: a byte more: a newline',
      'changed: printed again with two spaces',
      "changed: printed again as Python's json does",
      'changed: printed again with escapes',
      'changed: a byte that is not UTF-8 for U+FFFD'
    ],
    crashed: [
      'unsigned: as multipart',
      'unsigned: an empty body',
      'unsigned: no JSON',
      'unsigned: GET',
      'changed: a byte less',
      'changed: the body left out',
      'changed: a byte order mark in front',
      'changed: boundary moved back',
      'changed: boundary moved on',
      'encoding: gzip',
      'body: a byte order mark',
      'body: UTF-16',
      'body: a comment',
      'body: a comma too many',
      'body: NaN',
      'body: a form',
      'body: two bodies',
      'body: an empty body',
      'body: the beginning of a body',
      'body: 100,000 lists, one in the other'
    ]
  },
  'knows deliveries by their id alone': {
    accepted: ['replay: with another delivery id', 'replay: without a delivery id'],
    crashed: []
  },
  'looks at the time with Date.parse': {
    accepted: [
      ...EVENT_HEADERS,
      ...ENCODINGS,
      ...DATES,
      ...NO_DATES,
      ...BODIES,
      ...BYTES,
      ...COPIES,
      'unsigned: an empty timestamp',
      'changed: boundary moved back',
      'changed: boundary moved on'
    ],
    crashed: []
  },
  'works before it verifies': {
    accepted: [...EVERYTHING, ...REPLAYS],
    crashed: []
  },
  'asks the store after it looked there': {
    accepted: ['replay: 5 copies at once'],
    crashed: []
  },
  'remembers the id before it verifies': {
    accepted: [FORERUNNER],
    crashed: []
  },
  'compares the first two bytes': {
    accepted: [
      ...COPIES,
      'signature: the first 2 of 32 bytes, then others',
      'signature: the first 4 of 32 bytes, then others',
      'signature: the first 8 of 32 bytes, then others',
      'signature: the first 16 of 32 bytes, then others',
      'signature: the first 31 of 32 bytes, then others'
    ],
    crashed: []
  },
  'unpacks first': {
    accepted: [...COPIES, 'encoding: gzip'],
    crashed: ['encoding: gzip, which it is not']
  }
}
