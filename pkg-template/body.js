// A delivery's raw body: what may be one, and how to say what may not.
import { describe } from './secret.js'

const RAW_BODY =
  'The signature covers the raw bytes, so pass the body as it arrived: ' +
  'Express: express.raw({ type: () => true }) before any express.json(), then req.body; ' +
  "Fastify: addContentTypeParser('application/json', { parseAs: 'buffer' }, …); " +
  'Next.js, Hono, Workers, Deno, Bun: await verifier.verifyRequest(request); ' +
  'Koa: raw-body; Nest: { rawBody: true }, then req.rawBody; AWS Lambda: event.body, from base64 if isBase64Encoded'

/** The likely reason why a body is not one. */
function reasonOf(value) {
  if (value === undefined || value === null) return 'perhaps no body parser ran, or it was read already'
  if (typeof value.then === 'function') return 'await it first'
  return typeof value === 'object' ? 'perhaps somebody has parsed it' : 'that is no body'
}

const byteLength = (prototype) => Object.getOwnPropertyDescriptor(prototype, 'byteLength').get

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
    byteLength(ArrayBuffer.prototype).call(value)
    return true
  } catch {
    return false
  }
}

/** Whether a string is Unicode text, without half a surrogate pair. Bytes are judged elsewhere. */
export function isWellFormed(body) {
  if (typeof body !== 'string') return true
  return body.isWellFormed ? body.isWellFormed() : !/\p{Surrogate}/u.test(body)
}

/** The raw bytes of a Fetch Request, read no further than the first piece that goes beyond `limit`. */
export async function readRequest(request, limit) {
  if (request.bodyUsed || request.body?.locked) {
    throw new TypeError(`The body was read already, by request.json() perhaps or an earlier verifyRequest. ${RAW_BODY}.`)
  }
  if (request.body === null) return new Uint8Array()
  // Where requests have no body stream yet, the whole body is all there is.
  if (!request.body) return new Uint8Array(await request.arrayBuffer())
  const pieces = []
  let length = 0
  const reader = request.body.getReader()
  while (length <= limit) {
    const { done, value } = await reader.read()
    if (done) return join(pieces, length)
    pieces.push(value)
    length += value.length
  }
  // Whether the sender likes it is of no interest: the body is refused for its size.
  reader.cancel().catch(() => {})
  return join(pieces, length)
}

function join(pieces, length) {
  if (pieces.length === 1) return pieces[0]
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
