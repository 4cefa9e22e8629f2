// Events: the parts that Rust found, with values out of the host's own JSON.parse of the same bytes.
import { bodyOf, isWellFormed } from './body.js'
import { decoder, encoder } from '../wasm/memory-layout.js'
import { refusal } from './error.js'
import { one, readHeaders } from './headers.js'
import { AGAIN, give, take } from '../wasm/instance.js'

// The bits of a reading; see `pack` in crates/wasm/src/lib.rs.
export const TYPES = ['job.started', 'job.completed', 'job.failed', 'unknown']
const TYPE_SIGNED = 8
const HAS_DATA = 16
const IDEMPOTENT = 32
const ERROR_PLACE = 6
const SECRET_PLACE = 8
const DATA_ERROR = 1

export function parseUnverifiedEvent(rawBody, headers = {}) {
  const body = copyOf(bodyOf(rawBody))
  const values = readHeaders(headers)
  const instance = take()
  const reading = instance.wasm.open_unverified(instance.writeHeader(values[2], 2)) && scan(instance, body)
  if (!reading) throw refusal(instance)
  give(instance)
  return eventOf(reading, body, bytesOf(body), values)
}

/** The bytes that count, which no caller can change any more. */
export function copyOf(body) {
  return typeof body === 'string' ? body : new Uint8Array(body)
}

/** The bytes of such a copy. In a sandbox the encoder, and so its result, may be of another realm. */
export const bytesOf = (body) => (typeof body === 'string' ? new Uint8Array(encoder.encode(body)) : body)

/** The place of the secret that signed, of a verified delivery. */
export const signerOf = (reading) => reading >> SECRET_PLACE

/** Gives the whole body to the scanner, again if it asks, and returns the reading, which is 0 for what is refused. */
export function scan(instance, body, length) {
  const { scan, read } = instance.wasm
  while (instance.feed(body, scan, length) === AGAIN);
  return read(isWellFormed(body))
}

/** The event as the user sees it. The last three arguments are those of a verified delivery. */
export function eventOf(reading, body, rawBody, [timestamp, signature, event, , deliveryId], signedAt, keyId, replayKey) {
  const payload = JSON.parse(typeof body === 'string' ? body : decoder.decode(rawBody))
  const unsigned = { event: (event && one(event)) || null, deliveryId }
  const typeSigned = Boolean(reading & TYPE_SIGNED)
  const name = typeSigned ? payload.event : (unsigned.event ?? '')
  const data = reading & HAS_DATA ? payload.data : {}
  const place = (reading >> ERROR_PLACE) & 3
  const result = {
    type: TYPES[(reading >> 1) & 3],
    name,
    data,
    payload,
    timestamp: timestamp && one(timestamp),
    signature: signature && one(signature),
    idempotencyKey: reading & IDEMPOTENT ? `${name.replace(/[%:]/g, encodeURIComponent)}:${data.id}` : null,
    typeSigned,
    unsigned
  }
  if (place) result.error = (place === DATA_ERROR ? data : payload).error
  if (signedAt) {
    result.signedAt = signedAt
    result.keyId = keyId
    result.replayKey = replayKey
  }
  RAW_BODY.value = rawBody
  Object.defineProperty(result, 'rawBody', RAW_BODY)
  RAW_BODY.value = undefined
  return result
}

/** One descriptor for every event, without a prototype: members that user code adds to Object.prototype are no part of it. */
const RAW_BODY = { __proto__: null, value: undefined }
