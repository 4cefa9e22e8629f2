// A delivery's raw body: the accepted types, and the errors for others.
import { isArrayBuffer, isBytes, isSharedBuffer } from '../internal-slots.ts'
import { typeName } from './secret.ts'
import type { RequestLike } from './types.ts'

/** One remedy: a body alone does not tell its framework. Adapters know theirs, see node/parsers.ts. */
const RAW_BODY: string =
  'The signature covers the raw bytes: pass the body as it arrived, before any parser reads it. ' +
  'For your framework, see https://github.com/webhook-verifier/webhook-verifier/blob/main/docs/frameworks.md'

/** The likely cause of a body of another type. */
function reasonFor(value: { then?: unknown } | null | undefined): string {
  if (value === undefined || value === null) return 'no body parser ran, or it was read already'
  if (typeof value.then === 'function') return 'await it first'
  return typeof value === 'object' ? 'a parser may have read it' : 'it is not a body'
}

/** A string as it is, anything else as a view of its bytes. */
export function toBody(value: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof value === 'string') return value
  if (ArrayBuffer.isView(value)) {
    if (!isArrayBuffer(value.buffer)) throw new TypeError(SHARED)
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  }
  if (isArrayBuffer(value)) return new Uint8Array(value)
  if (isSharedBuffer(value)) throw new TypeError(SHARED)
  const kinds = 'a string, an ArrayBuffer or a view of one'
  throw new TypeError(`The body is ${typeName(value)}, not ${kinds}: ${reasonFor(value as object)}. ${RAW_BODY}.`)
}

const SHARED = 'The body is in a SharedArrayBuffer, whose bytes can change during the check; pass a copy.'

/** Whether a string is Unicode text, without half a surrogate pair. Bytes are judged elsewhere. */
export function isWellFormed(body: unknown): boolean {
  if (typeof body !== 'string') return true
  // Not in ES2022.
  const text = body as string & { isWellFormed?(): boolean }
  return text.isWellFormed ? text.isWellFormed() : !/\p{Surrogate}/u.test(body)
}

/** Makes the error to throw of an error of the stream's own. */
type BreakOff = (error: unknown) => unknown

interface ReadOptions {
  breakOff?: BreakOff
  /** Gets the reader before the first read. */
  opened?: (reader: ReadableStreamDefaultReader) => void
}

/**
 * The raw bytes of a Fetch Request; undefined when they are more than `limit`, which is all that is read.
 */
export async function readRequest(
  request: RequestLike,
  limit: number,
  { breakOff = (error) => error, opened = () => {} }: ReadOptions = {}
): Promise<Uint8Array | undefined> {
  const body = request.body as ReadableStream | null | undefined
  if (request.bodyUsed || body?.locked) {
    throw new TypeError(`The body was read already, by request.json() perhaps or an earlier verifyRequest. ${RAW_BODY}.`)
  }
  // Without a body, or where requests have no body stream yet. A declared length is no bound: only a server enforces it, and a
  // request may be made by a middleware.
  if (!body) return within(limit, await attempt(() => request.arrayBuffer(), breakOff))
  if (typeof body.getReader !== 'function') toBody(body)
  const reader = body.getReader()
  opened(reader)
  const bytes = await readAll(reader, limit, breakOff)
  if (!bytes) reader.cancel().catch(() => {})
  return bytes
}

/** After so many pieces a timer may run: a stream of empty ones that never waits would keep the deadline from ending it. */
const PIECES = 10_000

async function readAll(reader: ReadableStreamDefaultReader, limit: number, breakOff: BreakOff): Promise<Uint8Array | undefined> {
  const pieces = new BodyPieces(limit)
  for (let count = 1; ; count++) {
    const { done, value } = await attempt(() => reader.read(), breakOff)
    if (done) return pieces.bytes
    if (!pieces.add(value)) return undefined
    if (count % PIECES === 0) await new Promise((resolve) => setTimeout(resolve))
  }
}

async function attempt<Result>(read: () => Promise<Result>, breakOff: BreakOff): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    throw breakOff(error)
  }
}

function within(limit: number, buffer: ArrayBuffer): Uint8Array | undefined {
  const bytes = new Uint8Array(buffer)
  return bytes.length > limit ? undefined : bytes
}

/** A body that arrives in pieces. Nothing is allocated before the first of them. */
export class BodyPieces {
  #bytes: Uint8Array = new Uint8Array()
  #length = 0
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** False when the body is larger than the limit. */
  add(piece: unknown): boolean {
    if (!isBytes(piece)) throw new TypeError(`A piece of the body is ${typeName(piece)}, not a Uint8Array`)
    const length = this.#length + piece.length
    if (length > this.#limit) return false
    if (this.#length === 0) this.#bytes = isCompact(piece) ? piece : new Uint8Array(piece)
    else this.#append(piece, length)
    this.#length = length
    return true
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** Room doubles: pieces are not kept, so that a body of many tiny ones takes no more than others. */
  #append(piece: Uint8Array, length: number): void {
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.min(this.#limit, Math.max(2 * this.#bytes.length, length)))
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(piece, this.#length)
  }
}

/** A small view would keep all of a large buffer. */
const isCompact = ({ length, buffer }: Uint8Array) => length * 2 >= buffer.byteLength
