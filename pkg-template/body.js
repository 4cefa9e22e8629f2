// A delivery's raw body: what may be one, and how to say what may not.
import { describe, isBytes } from './secret.js'

const FIRST_ROOM = 16384

export const RAW_BODY =
  'The signature covers the raw bytes, so pass the body as it arrived: ' +
  'Express: express.raw({ type: () => true }) before any express.json(), then req.body; ' +
  "Fastify: webhookPlugin of webhook-verifier/fastify, or addContentTypeParser with { parseAs: 'buffer' }; " +
  'Next.js, Hono, Workers, Deno, Bun: await verifier.verifyRequest(request); ' +
  'Koa: raw-body; Nest: { rawBody: true }, then req.rawBody; AWS Lambda: event.body, from base64 if isBase64Encoded'

/** The likely reason why a body is not one. */
function reasonOf(value) {
  if (value === undefined || value === null) return 'perhaps no body parser ran, or it was read already'
  if (typeof value.then === 'function') return 'await it first'
  return typeof value === 'object' ? 'perhaps somebody has parsed it' : 'that is no body'
}

/** A string as it is, anything else as a view of its bytes. */
export function bodyOf(value) {
  if (typeof value === 'string') return value
  if (ArrayBuffer.isView(value)) {
    checkNotShared(value.buffer)
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  }
  if (isArrayBuffer(value)) return new Uint8Array(value)
  checkNotShared(value)
  const kinds = 'a string, an ArrayBuffer or a view of one'
  throw new TypeError(`The body is ${describe(value)}, not ${kinds}: ${reasonOf(value)}. ${RAW_BODY}.`)
}

function checkNotShared(value) {
  if (Object.prototype.toString.call(value) === '[object SharedArrayBuffer]') {
    throw new TypeError('The body is in a SharedArrayBuffer, whose bytes can change during the check; pass a copy.')
  }
}

/** By its internal slot: instanceof fails for the ArrayBuffer of another realm. */
function isArrayBuffer(value) {
  try {
    Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get.call(value)
  } catch {
    return false
  }
  return true
}

/** Whether a string is Unicode text, without half a surrogate pair. Bytes are judged elsewhere. */
export function isWellFormed(body) {
  if (typeof body !== 'string') return true
  return String.prototype.isWellFormed ? body.isWellFormed() : !/\p{Surrogate}/u.test(body)
}

/** The raw bytes of a Fetch Request; undefined when they are more than `limit`, which is all that is read. */
export async function readRequest(request, limit) {
  if (request.bodyUsed || request.body?.locked) {
    throw new TypeError(`The body was read already, by request.json() perhaps or an earlier verifyRequest. ${RAW_BODY}.`)
  }
  // Without a body, or where requests have no body stream yet.
  if (!request.body) return new Uint8Array(await request.arrayBuffer())
  if (typeof request.body.getReader !== 'function') bodyOf(request.body)
  const reader = request.body.getReader()
  let bytes = new Uint8Array(Math.min(limit, FIRST_ROOM))
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return bytes.subarray(0, length)
    if (!isBytes(value)) throw new TypeError(`A piece of the body is ${describe(value)}, not a Uint8Array`)
    if (length + value.length > limit) break
    bytes = withRoom(bytes, length + value.length, limit)
    bytes.set(value, length)
    length += value.length
  }
  // Whether the sender likes it is of no interest: the body is refused for its size.
  reader.cancel().catch(() => {})
}

/** Twice as large until it is enough: pieces are not kept, so that a body of many tiny ones takes no more than others. */
function withRoom(bytes, needed, limit) {
  let size = bytes.length
  while (size < needed) size *= 2
  if (size === bytes.length) return bytes
  const larger = new Uint8Array(Math.min(limit, size))
  larger.set(bytes)
  return larger
}
