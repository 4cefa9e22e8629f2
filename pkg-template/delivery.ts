// A delivery as one piece of bytes, for a queue, a file or a column: an HTTP/1.1 message with the headers that a verifier reads,
// the time of arrival and the raw body. `readCapture` and the command line read it too.
import type { Body, HeadersLike } from './index.ts'
import { toBody, isWellFormed } from './lib/verifier/body.ts'
import { NAMES, readHeaders } from './lib/verifier/headers.ts'

/** A delivery that was packed, in the form that `verify`, `safeVerify` and `diagnoseWebhook` take. */
export interface UnpackedDelivery {
  headers: { [name: string]: string }
  body: Uint8Array
  receivedAt: Date
}

const REQUEST_LINE = 'POST / HTTP/1.1'
const RECEIVED_AT = 'x-received-at'
const CONTENT_LENGTH = 'content-length'
const CRLF = '\r\n'
/** Any of these would begin a header, or end one. A server lets none through. */
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/

/**
 * Puts a delivery into one piece of bytes. Keeps the five headers that a verifier reads, with their copies joined, and no other:
 * no cookie, no authorization. Unpacked, it verifies as it does now, judged as of `receivedAt`.
 *
 * @param delivery.receivedAt when it arrived, default now
 * @throws {TypeError} for a body or headers that `verify` would not take, and for a header with a control character
 */
export function packDelivery(delivery: { headers: HeadersLike; body: Body; receivedAt?: Date | undefined }): Uint8Array {
  const body = toBytes(delivery.body)
  const head = toHead(delivery.headers, body.length, delivery.receivedAt)
  return concatenate(new TextEncoder().encode(`${head}${CRLF}${CRLF}`), body)
}

/**
 * Takes a packed delivery apart: `verifier.verify(unpackDelivery(bytes))`.
 *
 * @throws {TypeError} for anything but what {@link packDelivery} returned, also where a byte is missing
 */
export function unpackDelivery(packed: Body): UnpackedDelivery {
  const bytes = toBytes(packed)
  const end = endOfHead(bytes)
  const head = decode(bytes.subarray(0, end))
  const [requestLine, ...lines] = head.split(CRLF)
  if (requestLine !== REQUEST_LINE) refuse('it does not begin with its request line')
  const { [RECEIVED_AT]: time = '', [CONTENT_LENGTH]: length, ...headers } = parseLines(lines)
  const body = bytes.slice(end + 4)
  if (length !== String(body.length)) refuse('its length is not that of its body')
  const receivedAt = parseTime(time)
  if (head !== toHead(headers, body.length, receivedAt)) refuse('its headers are in another order')
  return { headers, body, receivedAt }
}

/** All lines before the empty one. */
function toHead(headers: HeadersLike, length: number, receivedAt?: Date): string {
  const values = readHeaders(headers)
  const lines = NAMES.flatMap((name, index) => toLine(name, values[index] ?? null))
  return [REQUEST_LINE, ...lines, `${RECEIVED_AT}: ${toTime(receivedAt)}`, `${CONTENT_LENGTH}: ${length}`].join(CRLF)
}

function toBytes(body: Body): Uint8Array {
  if (!isWellFormed(body)) throw new TypeError('a delivery must be well-formed Unicode or bytes, without lone surrogates')
  const given = toBody(body)
  return typeof given === 'string' ? new TextEncoder().encode(given) : given
}

/** One line, or none for a header that is absent. */
function toLine(name: string, value: string | null): string[] {
  if (value === null) return []
  if (CONTROL.test(value) || !isWellFormed(value)) throw new TypeError(`the header ${name} has a character that no header can have`)
  return [`${name}: ${value}`]
}

/** By the class's own function, which takes a Date of another realm too. */
function toTime(receivedAt: Date = new Date()): string {
  try {
    return Date.prototype.toISOString.call(receivedAt)
  } catch {
    throw new TypeError('receivedAt must be a valid Date')
  }
}

function parseTime(text: string): Date {
  const time = new Date(text)
  return !Number.isNaN(time.getTime()) && time.toISOString() === text ? time : refuse('it has no valid time of arrival')
}

function concatenate(head: Uint8Array, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return bytes
}

/** The place of the empty line's CRLF CRLF. */
function endOfHead(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at
  }
  return refuse('it has no empty line')
}

function decode(head: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head)
  } catch {
    return refuse('its headers are not UTF-8')
  }
}

function parseLines(lines: string[]): { [name: string]: string } {
  const headers: { [name: string]: string } = {}
  for (const line of lines) {
    const [name = '', ...rest] = line.split(': ')
    if (![...NAMES, RECEIVED_AT, CONTENT_LENGTH].includes(name) || rest.length === 0) refuse('it has a line that is none of its headers')
    if (Object.hasOwn(headers, name)) refuse('it has a header twice')
    headers[name] = rest.join(': ')
  }
  return headers
}

function refuse(reason: string): never {
  throw new TypeError(`these bytes are not a delivery that packDelivery made: ${reason}`)
}
