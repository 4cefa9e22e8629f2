// A delivery's raw body: the accepted types, and the errors for others.
import { isArrayBuffer, isBytes, isSharedBuffer } from '../internal-slots.js'
import { describe } from './secret.js'

/** One remedy: a body alone does not tell its framework. Adapters know theirs, see node/parsers.js. */
export const RAW_BODY =
  'The signature covers the raw bytes: pass the body as it arrived, before any parser reads it. ' +
  'For your framework, see https://github.com/webhook-verifier/webhook-verifier/blob/main/docs/frameworks.md'

/** The likely cause of a body of another type. */
function reasonOf(value) {
  if (value === undefined || value === null) return 'no body parser ran, or it was read already'
  if (typeof value.then === 'function') return 'await it first'
  return typeof value === 'object' ? 'a parser may have read it' : 'it is not a body'
}

/** A string as it is, anything else as a view of its bytes. */
export function bodyOf(value) {
  if (typeof value === 'string') return value
  if (ArrayBuffer.isView(value)) {
    if (!isArrayBuffer(value.buffer)) throw new TypeError(SHARED)
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  }
  if (isArrayBuffer(value)) return new Uint8Array(value)
  if (isSharedBuffer(value)) throw new TypeError(SHARED)
  const kinds = 'a string, an ArrayBuffer or a view of one'
  throw new TypeError(`The body is ${describe(value)}, not ${kinds}: ${reasonOf(value)}. ${RAW_BODY}.`)
}

const SHARED = 'The body is in a SharedArrayBuffer, whose bytes can change during the check; pass a copy.'

/** Whether a string is Unicode text, without half a surrogate pair. Bytes are judged elsewhere. */
export function isWellFormed(body) {
  if (typeof body !== 'string') return true
  return String.prototype.isWellFormed ? body.isWellFormed() : !/\p{Surrogate}/u.test(body)
}

/**
 * The raw bytes of a Fetch Request; undefined when they are more than `limit`, which is all that is read. `breakOff` makes an
 * error of the stream's own; `opened` gets the reader.
 */
export async function readRequest(request, limit, { breakOff = (error) => error, opened = () => {} } = {}) {
  if (request.bodyUsed || request.body?.locked) {
    throw new TypeError(`The body was read already, by request.json() perhaps or an earlier verifyRequest. ${RAW_BODY}.`)
  }
  const { body } = request
  // Without a body, or where requests have no body stream yet. A declared length is no bound: only a server enforces it, and a
  // request may be made by a middleware.
  if (!body) return within(limit, await attempt(() => request.arrayBuffer(), breakOff))
  if (typeof body.getReader !== 'function') bodyOf(body)
  const reader = body.getReader()
  opened(reader)
  const bytes = await readAll(reader, limit, breakOff)
  if (!bytes) reader.cancel().catch(() => {})
  return bytes
}

async function readAll(reader, limit, breakOff) {
  const pieces = new BodyPieces(limit)
  for (;;) {
    const { done, value } = await attempt(() => reader.read(), breakOff)
    if (done) return pieces.bytes
    if (!pieces.add(value)) return
  }
}

async function attempt(read, breakOff) {
  try {
    return await read()
  } catch (error) {
    throw breakOff(error)
  }
}

function within(limit, buffer) {
  const bytes = new Uint8Array(buffer)
  return bytes.length > limit ? undefined : bytes
}

/** A body that arrives in pieces. Nothing is allocated before the first of them. */
export class BodyPieces {
  #bytes = new Uint8Array()
  #length = 0
  #limit

  constructor(limit) {
    this.#limit = limit
  }

  /** False when the body is larger than the limit. */
  add(piece) {
    if (!isBytes(piece)) throw new TypeError(`A piece of the body is ${describe(piece)}, not a Uint8Array`)
    const length = this.#length + piece.length
    if (length > this.#limit) return false
    if (this.#length === 0) this.#bytes = isCompact(piece) ? piece : new Uint8Array(piece)
    else this.#append(piece, length)
    this.#length = length
    return true
  }

  get bytes() {
    return this.#bytes.subarray(0, this.#length)
  }

  /** Room doubles: pieces are not kept, so that a body of many tiny ones takes no more than others. */
  #append(piece, length) {
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.min(this.#limit, Math.max(2 * this.#bytes.length, length)))
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(piece, this.#length)
  }
}

/** A small view would keep all of a large buffer. */
const isCompact = ({ length, buffer }) => length * 2 >= buffer.byteLength
