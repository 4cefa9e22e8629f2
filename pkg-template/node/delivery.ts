// A request of Node's as a delivery: method, headers, and a body that is read from wherever a framework has left it.
import { isBytes } from '../lib/internal-slots.ts'
import { BodyPieces } from '../lib/verifier/body.ts'
import type { FetchRequest } from '../lib/verifier/types.ts'
import { toFetchRequest } from './fetch-request.ts'
import type { ConvertibleDelivery } from './handler.ts'
import type { BodyHolder, IncomingRequest, NodeStream, OutgoingResponse } from './messages.ts'
import { culprit } from './parsers.ts'

type BreakOff = (error: unknown) => unknown

export class NodeDelivery implements ConvertibleDelivery {
  readonly #req: IncomingRequest
  readonly #res: OutgoingResponse | undefined
  readonly #holders: readonly BodyHolder[]
  readonly #stream: NodeStream
  #request: FetchRequest | undefined
  #signal: AbortSignal | undefined

  /**
   * `req` is Node's own request; `holders` are the objects that may hold its raw body, a framework's first. `stream` is the
   * source of the body, unless it is the request itself.
   */
  constructor(req: IncomingRequest, res: OutgoingResponse | undefined, holders: readonly BodyHolder[], stream: NodeStream = req) {
    this.#req = req
    this.#res = res
    this.#holders = holders
    this.#stream = stream
  }

  get method(): string | undefined {
    return this.#req.method
  }

  /** Middleware may have removed, renamed or set them. Copies of a header are joined with commas. */
  get headers(): IncomingRequest['headers'] {
    return this.#req.headers
  }

  get length(): number {
    return Number(this.#req.headers['content-length'] ?? 0)
  }

  /** For the user's functions, made on demand. Its body counts as read. */
  get request(): FetchRequest {
    return (this.#request ??= toFetchRequest(this.#req) as FetchRequest)
  }

  /** Aborts when the client hangs up before the answer. */
  get signal(): AbortSignal {
    return (this.#signal ??= signalOf(this.#res))
  }

  /** As a Fetch Request with its body, for a handler that is not ours. */
  toRequest(): Request {
    return toFetchRequest(this.#req, () => this.#heldBytes() ?? this.#stream)
  }

  /** The bytes of a body of at most `limit` bytes, or undefined where some are still to come or are not to be had. */
  async takeArrived(limit: number): Promise<Uint8Array | undefined> {
    const bytes = this.#keptBytes()
    if (bytes) return bytes.length > limit ? undefined : bytes
    const req = this.#req
    if (this.#stream !== req || req.httpVersionMajor !== 1) return undefined
    // Node parses the rest of a packet after it has called the listener.
    if (req.complete === false && isWithin(req, limit)) await new Promise(setImmediate)
    return takeArrived(req, limit)
  }

  /** All bytes of the body, or undefined for more than `limit`. */
  readBody(limit: number, breakOff: BreakOff): Promise<Uint8Array | undefined> | Uint8Array | undefined {
    const bytes = this.#heldBytes()
    if (bytes) return bytes.length > limit ? undefined : bytes
    return readStream(this.#stream, limit, breakOff)
  }

  /** The rest of the body is read and dropped, so that the connection can go on. */
  cancel(): void {
    if (!this.#stream.readableEnded) this.#stream.resume?.()
  }

  #heldBytes(): Uint8Array | undefined {
    const bytes = this.#keptBytes()
    // A parser that does not look at this content type leaves the stream unread.
    if (!bytes && wasRead(this.#stream)) throw new TypeError(culprit(this.#holders))
    return bytes
  }

  #keptBytes(): Uint8Array | undefined {
    for (const holder of this.#holders) {
      if (isBytes(holder.rawBody)) return holder.rawBody
      if (isBytes(holder.body)) return holder.body
    }
    return undefined
  }
}

const isWithin = ({ readableLength = 0 }: NodeStream, limit: number) => readableLength <= limit

const wasRead = (stream: NodeStream) => stream.readableDidRead || typeof stream.on !== 'function'

/** Node has often parsed a small request as a whole before the handler gets to its body. */
function takeArrived(req: IncomingRequest, limit: number): Uint8Array | undefined {
  if (!req.complete || !isWithin(req, limit) || wasRead(req) || typeof req.read !== 'function') return undefined
  const bytes = req.read() ?? new Uint8Array()
  return isBytes(bytes) ? bytes : undefined
}

function readStream(stream: NodeStream, limit: number, breakOff: BreakOff): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const pieces = new BodyPieces(limit)
    let isOver = false
    const over = <Value>(settle: (value: Value) => void, value: Value) => {
      isOver = true
      settle(value)
    }
    const broken = (error: unknown) => isOver || over(reject, breakOff(error))
    // This one stays: a sender that hangs up later must not cause an uncaught exception.
    stream.on('error', broken)
    if (stream.readableEnded) return over(resolve, pieces.bytes)
    if (stream.destroyed) return broken(new Error('the connection was closed before the body was read'))
    stream.on('end', () => over(resolve, pieces.bytes))
    stream.on('close', () => isOver || broken(new Error('the connection was closed in the middle of the body')))
    // Goes on to drop the pieces once it is over.
    stream.on('data', (piece: unknown) => {
      if (isOver) return
      try {
        if (!pieces.add(piece)) over(resolve, undefined)
      } catch (error) {
        over(reject, error)
      }
    })
    // A hook may have paused it.
    stream.resume?.()
  })
}

function signalOf(res: OutgoingResponse | undefined): AbortSignal {
  const controller = new AbortController()
  if (res?.destroyed && !res.writableEnded) controller.abort()
  else res?.once?.('close', () => res.writableEnded || controller.abort())
  return controller.signal
}
