// Events: the parts that Rust found, with values out of the host's own JSON.parse of the same bytes.
import {
  ERROR_AT_TOP,
  ERROR_IN_DATA,
  EVENT_KIND_MASK,
  EVENT_KIND_SHIFT,
  HAS_DATA,
  IS_IDEMPOTENT,
  RESCAN,
  SECRET_SHIFT,
  TYPE_SIGNED
} from '../contract/abi.ts'
import { EVENT_TYPES } from '../contract/events.ts'
import { acquire, type Instance, release } from '../wasm/instance.ts'
import { decoder, encoder } from '../wasm/coders.ts'
import { isWellFormed, toBody } from './body.ts'
import { refusal } from './error.ts'
import { firstCopy, type HeaderValues, readHeaders } from './headers.ts'
import type { Body, HeadersLike, UnverifiedEvent, WebhookEvent } from './types.ts'

/**
 * The same parser without any verification, for test tools. Never act on its result.
 *
 * @param rawBody the body as it arrived
 * @param headers the headers, of which the event's name is read
 * @returns an event whose `timestamp` and `signature` were not checked
 * @throws {WebhookError} with `malformed_payload`, `ambiguous_header` or `event_mismatch`
 */
export function parseUnverifiedEvent(rawBody: Body, headers: HeadersLike = {}): UnverifiedEvent {
  const body = snapshot(toBody(rawBody))
  const values = readHeaders(headers)
  const instance = acquire()
  const reading = instance.wasm.begin_unverified(instance.writeHeader(values[2], 2)) && scan(instance, body)
  if (!reading) throw refusal(instance)
  release(instance)
  return createEvent(reading, body, bytesOf(body), values) as UnverifiedEvent
}

/** A body that no caller can change any more. */
export function snapshot(body: string | Uint8Array): string | Uint8Array {
  return typeof body === 'string' ? body : new Uint8Array(body)
}

/** The bytes of a snapshot. In a sandbox the encoder, and so its result, may be of another realm. */
export const bytesOf = (body: string | Uint8Array): Uint8Array => (typeof body === 'string' ? new Uint8Array(encoder.encode(body)) : body)

/** The place of the secret that signed, of a verified delivery. */
export const signerOf = (reading: number): number => reading >> SECRET_SHIFT

/** Gives the whole body to the scanner, again if it asks, and returns the reading, which is 0 for what is refused. */
export function scan(instance: Instance, body: string | Uint8Array, length?: number): number {
  const { scan, read } = instance.wasm
  while (instance.feed(body, scan, length) === RESCAN);
  return read(isWellFormed(body))
}

/** A body that Rust found to be a JSON object. */
type Payload = { [key: string]: any }

/** An event while it is put together; the types of its members are the sender's word. */
interface EventRecord {
  type: WebhookEvent['type'] | undefined
  name: unknown
  data: Payload
  payload: Payload
  timestamp: string | null
  signature: string | null
  idempotencyKey: string | null
  typeSigned: boolean
  unsigned: { event: string | null; deliveryId: string | null }
  error?: unknown
  signedAt?: Date
  keyId?: string | undefined
  replayKey?: string | undefined
}

/** The event as the user sees it. The last three arguments are those of a verified delivery. */
export function createEvent(
  reading: number,
  body: string | Uint8Array,
  rawBody: Uint8Array,
  [timestamp, signature, event, , deliveryId]: HeaderValues,
  signedAt?: Date,
  keyId?: string,
  replayKey?: string
): WebhookEvent {
  const payload: Payload = JSON.parse(typeof body === 'string' ? body : decoder.decode(rawBody))
  const unsigned = { event: (event && firstCopy(event)) || null, deliveryId }
  const typeSigned = Boolean(reading & TYPE_SIGNED)
  const name = typeSigned ? payload.event : (unsigned.event ?? '')
  const data = reading & HAS_DATA ? payload.data : {}
  const result: EventRecord = {
    type: EVENT_TYPES[(reading >> EVENT_KIND_SHIFT) & EVENT_KIND_MASK],
    name,
    data,
    payload,
    timestamp: timestamp && firstCopy(timestamp),
    signature: signature && firstCopy(signature),
    idempotencyKey: reading & IS_IDEMPOTENT ? `${encodeName(name as string)}:${data.id}` : null,
    typeSigned,
    unsigned
  }
  if (reading & ERROR_IN_DATA) result.error = data.error
  if (reading & ERROR_AT_TOP) result.error = payload.error
  if (signedAt) {
    result.signedAt = signedAt
    result.keyId = keyId
    result.replayKey = replayKey
  }
  RAW_BODY.value = rawBody
  Object.defineProperty(result, 'rawBody', RAW_BODY)
  RAW_BODY.value = undefined
  return result as unknown as WebhookEvent
}

/** No documented name needs it. Without a regular expression: where the stack is too short to compile one, V8 may end the process. */
const encodeName = (name: string): string =>
  name.includes('%') || name.includes(':') ? name.replaceAll('%', '%25').replaceAll(':', '%3A') : name

/** One descriptor for every event, without a prototype: members that user code adds to Object.prototype are no part of it. */
const RAW_BODY: { __proto__: null; value: Uint8Array | undefined } = { __proto__: null, value: undefined }
