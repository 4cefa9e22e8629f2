// The outcome of every value at every argument. A row names the argument, how to put a value there, and the outcomes:
// what is not listed under an outcome is `rest`. An outcome is the class of an error, the code of a refusal, or what is
// returned: 'true', 'false', or 'accepted' for anything else.
import { delivery, now } from './guide.mjs'

/** @import { Library, Mistyped } from '../suite/cases.d.ts' */

const SECRET = 'whsec_types'
const GOOD = delivery(SECRET)
const TIME = GOOD.headers['x-webhook-timestamp']
const SIGNATURE = GOOD.headers['x-webhook-signature']

const TEXTS = ['empty text', 'text']
const UINT8 = ['Uint8Array', 'Buffer', 'foreign Uint8Array', 'Uint8Array under another name']
const BYTES = [
  ...[...UINT8, 'empty Uint8Array', 'Uint8ClampedArray', 'Float64Array', 'BigInt64Array', 'DataView'],
  ...['ArrayBuffer', 'foreign ArrayBuffer', 'ArrayBuffer under another name', 'DataView under another name']
]
const BODIES = [...TEXTS, ...BYTES]
// The bytes of a secret are copied at once, so that shared memory does no harm.
const SECRETS = ['text', ...UINT8, 'Uint8Array on shared memory', 'Uint8Array on shared memory under another name']
const DATES = ['Date', 'foreign Date']
const ARRAYS = ['empty array', 'array of text', 'array of 71 numbers', 'array in a Proxy']
/** Objects in which there is no header. */
const WITHOUT_HEADERS = [
  ...['empty array', 'array in a Proxy', 'object', 'object without prototype', 'Buffer as JSON', 'Proxy', 'Map', 'Set'],
  ...['an object with get()', 'empty Uint8Array', 'Date', 'invalid Date', 'foreign Date', 'what calls itself a Date'],
  ...['RegExp', 'Error', 'WeakMap', 'Number object', 'DataView', 'DataView, detached', 'ArrayBuffer'],
  ...['foreign ArrayBuffer', 'ArrayBuffer, detached', 'SharedArrayBuffer', 'what calls itself a Uint8Array'],
  ...['SharedArrayBuffer under another name', 'ArrayBuffer under another name', 'DataView under another name', 'Map under another name'],
  ...['what calls itself a Map']
]
const NO_VALUE = ['undefined', 'null', 'empty text', 'empty array', 'array in a Proxy']

/** @param {object | undefined} more */
const options = (more) => ({ secrets: SECRET, now, ...more })
/**
 * @param {Library} lib
 * @param {object | undefined} [more]
 */
const verifier = (lib, more) => new lib.WebhookVerifier(options(more))
/** @param {object} more */
const headers = (more) => ({ ...GOOD.headers, ...more })
/**
 * @param {Library} lib
 * @param {{}} parts
 * @param {object} [more]
 */
const verify = (lib, parts, more) => verifier(lib, more).verify({ ...GOOD, ...parts })

const NUMBER = {
  accepted: ['undefined', '0', '1.5'],
  // Its kind cannot be asked for the message.
  TypeError: ['revoked Proxy'],
  rest: 'RangeError'
}

/**
 * A call with a value in the place of an argument, and the names of the values by their outcome; all others have that of `rest`.
 * @typedef {{ put: (lib: Library, value: Mistyped) => unknown, rest: string, [outcome: string]: unknown }} Row
 */

/** @type {Record<string, Row>} */
export const ARGUMENTS = {
  'verifyWebhook(rawBody)': {
    put: (lib, value) => lib.verifyWebhook(value, TIME, SIGNATURE, SECRET),
    false: BODIES,
    rest: 'TypeError'
  },
  'verifyWebhook(timestamp)': {
    put: (lib, value) => lib.verifyWebhook(GOOD.body, value, SIGNATURE, SECRET),
    false: ['undefined', 'null', ...TEXTS, ...ARRAYS],
    rest: 'TypeError'
  },
  'verifyWebhook(signature)': {
    put: (lib, value) => lib.verifyWebhook(GOOD.body, TIME, value, SECRET),
    false: ['undefined', 'null', ...TEXTS, ...ARRAYS],
    rest: 'TypeError'
  },
  'verifyWebhook(secret)': {
    put: (lib, value) => lib.verifyWebhook(GOOD.body, TIME, SIGNATURE, value),
    false: SECRETS,
    rest: 'TypeError'
  },
  'verifyWebhook(secret), no signature': {
    put: (lib, value) => lib.verifyWebhook(GOOD.body, TIME, undefined, value),
    false: SECRETS,
    rest: 'TypeError'
  },
  'signWebhook(rawBody)': {
    put: (lib, value) => lib.signWebhook(value, TIME, SECRET),
    accepted: BODIES,
    rest: 'TypeError'
  },
  'signWebhook(timestamp)': {
    put: (lib, value) => lib.signWebhook(GOOD.body, value, SECRET),
    accepted: [...TEXTS, ...DATES],
    rest: 'TypeError'
  },
  'signWebhook(secret)': {
    put: (lib, value) => lib.signWebhook(GOOD.body, TIME, value),
    accepted: SECRETS,
    rest: 'TypeError'
  },
  'new WebhookVerifier(options)': {
    put: (lib, value) => new lib.WebhookVerifier(value),
    accepted: SECRETS,
    rest: 'TypeError'
  },
  'options.secret': {
    put: (lib, secret) => new lib.WebhookVerifier({ secret }),
    accepted: SECRETS,
    rest: 'TypeError'
  },
  'options.secret next to secrets': {
    put: (lib, secret) => new lib.WebhookVerifier({ secret, secrets: 'k' }),
    accepted: ['undefined'],
    rest: 'TypeError'
  },
  'options.secrets': {
    put: (lib, value) => new lib.WebhookVerifier({ secrets: value }),
    accepted: [...SECRETS, 'array of text'],
    rest: 'TypeError'
  },
  'options.secrets[1]': {
    put: (lib, value) => new lib.WebhookVerifier({ secrets: ['k', value] }),
    accepted: SECRETS,
    rest: 'TypeError'
  },
  'options.secrets[0].secret': {
    put: (lib, secret) => new lib.WebhookVerifier({ secrets: [{ id: 'a', secret }] }),
    accepted: SECRETS,
    rest: 'TypeError'
  },
  'options.secrets[0].id': {
    put: (lib, id) => new lib.WebhookVerifier({ secrets: [{ id, secret: 'k' }] }),
    accepted: ['text'],
    rest: 'TypeError'
  },
  'options.secrets[0].notAfter': {
    put: (lib, notAfter) => new lib.WebhookVerifier({ secrets: [{ id: 'a', secret: 'k', notAfter }] }),
    accepted: ['undefined', ...DATES],
    rest: 'TypeError'
  },
  'options.toleranceSeconds': { put: (lib, toleranceSeconds) => verifier(lib, { toleranceSeconds }), ...NUMBER },
  'options.futureToleranceSeconds': {
    put: (lib, futureToleranceSeconds) => verifier(lib, { futureToleranceSeconds }),
    ...NUMBER
  },
  'options.maxBodyBytes': { put: (lib, maxBodyBytes) => verifier(lib, { maxBodyBytes }), ...NUMBER },
  'options.now': {
    put: (lib, clock) => verifier(lib, { now: clock }),
    accepted: ['undefined', 'function', 'class'],
    rest: 'TypeError'
  },
  'what options.now returns': {
    put: (lib, value) => verify(lib, {}, { now: () => value }),
    timestamp_in_future: DATES,
    rest: 'TypeError'
  },
  'verify(delivery)': { put: (lib, value) => verifier(lib).verify(value), rest: 'TypeError' },
  'safeVerify(delivery)': { put: (lib, value) => verifier(lib).safeVerify(value), rest: 'TypeError' },
  'delivery.receivedAt': {
    put: (lib, receivedAt) => verify(lib, { receivedAt }),
    accepted: ['undefined'],
    timestamp_in_future: DATES,
    rest: 'TypeError'
  },
  'verifyRequest(, options)': {
    put: (lib, value) => verifier(lib).verifyRequest(new Request('https://example.com', { ...GOOD, method: 'POST' }), value),
    // No own enumerable members, so none is misspelled.
    accepted: [
      ...['undefined', 'empty array', 'array in a Proxy', 'object', 'object without prototype', 'Proxy', 'RegExp', 'Error', 'Promise'],
      ...['Date', 'invalid Date', 'foreign Date', 'Map', 'Set', 'WeakMap', 'Number object', 'empty Uint8Array', 'DataView'],
      ...['DataView, detached', 'ArrayBuffer', 'foreign ArrayBuffer', 'ArrayBuffer, detached', 'SharedArrayBuffer'],
      ...['Uint8Array, detached', 'SharedArrayBuffer under another name', 'ArrayBuffer under another name'],
      ...['DataView under another name', 'Map under another name']
    ],
    rest: 'TypeError'
  },
  'options.signal': {
    put: (lib, signal) => verifier(lib).verifyRequest(new Request('https://example.com', { ...GOOD, method: 'POST' }), { signal }),
    accepted: ['undefined'],
    rest: 'TypeError'
  },
  'verifyRequest(request)': { put: (lib, value) => verifier(lib).verifyRequest(value), rest: 'TypeError' },
  'request.headers': {
    put: (lib, value) => verifier(lib).verifyRequest({ arrayBuffer: async () => new ArrayBuffer(0), headers: value }),
    missing_header: ['an object with get()', 'Map', 'WeakMap', 'Map under another name', 'what calls itself a Map'],
    rest: 'TypeError'
  },
  'delivery.headers': {
    put: (lib, value) => verify(lib, { headers: value }),
    missing_header: WITHOUT_HEADERS,
    rest: 'TypeError'
  },
  'an element of a list of headers': {
    put: (lib, value) => verify(lib, { headers: [...Object.entries(GOOD.headers), value] }),
    accepted: ['array of text'],
    rest: 'TypeError'
  },
  'the timestamp header': {
    put: (lib, value) => verify(lib, { headers: headers({ 'x-webhook-timestamp': value }) }),
    missing_header: NO_VALUE,
    malformed_timestamp: ['text', 'array of text'],
    rest: 'TypeError'
  },
  'the signature header': {
    put: (lib, value) => verify(lib, { headers: headers({ 'X-Webhook-Signature': value, 'x-webhook-signature': undefined }) }),
    missing_header: NO_VALUE,
    malformed_signature: ['text', 'array of text'],
    rest: 'TypeError'
  },
  'the event header': {
    put: (lib, value) => verify(lib, { headers: headers({ 'x-webhook-event': value }) }),
    accepted: NO_VALUE,
    event_mismatch: ['text', 'array of text'],
    rest: 'TypeError'
  },
  'the delivery id header': {
    put: (lib, value) => verify(lib, { headers: headers({ 'x-webhook-delivery-id': value }) }),
    accepted: [...NO_VALUE, 'text', 'array of text'],
    rest: 'TypeError'
  },
  'the content-encoding header': {
    put: (lib, value) => verify(lib, { headers: headers({ 'content-encoding': value }) }),
    accepted: NO_VALUE,
    unsupported_encoding: ['text', 'array of text'],
    rest: 'TypeError'
  },
  'what get() of headers returns': {
    put: (lib, value) => verify(lib, { headers: { get: () => value } }),
    missing_header: NO_VALUE,
    unsupported_encoding: ['text', 'array of text'],
    rest: 'TypeError'
  },
  'delivery.body': {
    put: (/** @type {Library} */ lib, /** @type {string} */ body) => verify(lib, { body }),
    signature_mismatch: BODIES,
    rest: 'TypeError'
  },
  'delivery.body of a delivery without headers': {
    put: (/** @type {Library} */ lib, /** @type {string} */ body) => verify(lib, { headers: {}, body }),
    missing_header: BODIES,
    rest: 'TypeError'
  },
  'parseUnverifiedEvent(rawBody)': {
    put: (lib, value) => lib.parseUnverifiedEvent(value),
    malformed_payload: BODIES,
    rest: 'TypeError'
  },
  'parseUnverifiedEvent(, headers)': {
    put: (lib, value) => lib.parseUnverifiedEvent(GOOD.body, value),
    accepted: ['undefined', ...WITHOUT_HEADERS],
    rest: 'TypeError'
  },
  'parseUnverifiedEvent, the event header': {
    put: (lib, value) => lib.parseUnverifiedEvent(GOOD.body, { 'x-webhook-event': value }),
    accepted: NO_VALUE,
    event_mismatch: ['text', 'array of text'],
    rest: 'TypeError'
  },
  'this of verify': {
    put: (lib, value) => lib.WebhookVerifier.prototype.verify.call(value, GOOD),
    rest: 'TypeError'
  },
  'this of dispose': { put: (lib, value) => lib.WebhookVerifier.prototype.dispose.call(value), rest: 'TypeError' }
}
