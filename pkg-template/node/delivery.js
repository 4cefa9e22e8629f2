// A request of Node's as a delivery: method, headers, and a body that is read from wherever a framework has left it.
import { BodyPieces } from '../lib/verifier/body.ts'
import { isBytes } from '../lib/internal-slots.ts'
import { culprit } from './parsers.js'
import { toFetchRequest, toUrl } from './fetch-request.js'

export class NodeDelivery {
  #request
  #signal

  /**
   * `req` is Node's own request; `holders` are the objects that may hold its raw body, a framework's first. `stream` is the
   * source of the body, unless it is the request itself.
   */
  constructor(req, res, holders = [req], stream = req) {
    this.req = req
    this.res = res
    this.holders = holders
    this.stream = stream
  }

  get method() {
    return this.req.method
  }

  /** Middleware may have removed, renamed or set them. Copies of a header are joined with commas. */
  get headers() {
    return this.req.headers
  }

  get length() {
    return Number(this.req.headers['content-length'] ?? 0)
  }

  /** For the user's functions, made on demand. Its body counts as read. */
  get request() {
    return (this.#request ??= toFetchRequest(this))
  }

  get url() {
    return toUrl(this.req)
  }

  /** Aborts when the client hangs up before the answer. */
  get signal() {
    return (this.#signal ??= signalOf(this.res))
  }

  /** As a Fetch Request with its body, for a handler that is not ours. */
  toRequest() {
    return toFetchRequest(this, () => this.open())
  }

  /** The bytes of a body of at most `limit` bytes, or undefined where some are still to come or are not to be had. */
  async takeArrived(limit) {
    const bytes = this.#keptBytes()
    if (bytes) return bytes.length > limit ? undefined : bytes
    const { req } = this
    if (this.stream !== req || req.httpVersionMajor !== 1 || typeof req.read !== 'function') return
    // Node parses the rest of a packet after it has called the listener.
    if (req.complete === false && req.readableLength <= limit) await new Promise(setImmediate)
    return takeArrived(req, limit)
  }

  /** All bytes of the body, or undefined for more than `limit`. */
  readBody(limit, breakOff) {
    const bytes = this.#heldBytes()
    if (bytes) return bytes.length > limit ? undefined : bytes
    return readStream(this.stream, limit, breakOff)
  }

  /** The bytes that a framework has kept, or a stream that nothing has read yet. */
  open() {
    return this.#heldBytes() ?? this.stream
  }

  /** The rest of the body is read and dropped, so that the connection can go on. */
  cancel() {
    if (!this.stream.readableEnded) this.stream.resume?.()
  }

  #heldBytes() {
    const bytes = this.#keptBytes()
    // A parser that does not look at this content type leaves the stream unread.
    if (!bytes && wasRead(this.stream)) throw new TypeError(culprit(this.holders))
    return bytes
  }

  #keptBytes() {
    for (const holder of this.holders) {
      if (isBytes(holder.rawBody)) return holder.rawBody
      if (isBytes(holder.body)) return holder.body
    }
  }
}

const wasRead = (stream) => stream.readableDidRead || typeof stream.on !== 'function'

/** Node has often parsed a small request as a whole before the handler gets to its body. */
function takeArrived(req, limit) {
  if (!req.complete || req.readableLength > limit || wasRead(req)) return
  const bytes = req.read() ?? new Uint8Array()
  return isBytes(bytes) ? bytes : undefined
}

function readStream(stream, limit, breakOff) {
  return new Promise((resolve, reject) => {
    const pieces = new BodyPieces(limit)
    let isOver = false
    const over = (settle, value) => {
      isOver = true
      settle(value)
    }
    const broken = (error) => isOver || over(reject, breakOff(error))
    // This one stays: a sender that hangs up later must not cause an uncaught exception.
    stream.on('error', broken)
    if (stream.readableEnded) return over(resolve, pieces.bytes)
    if (stream.destroyed) return broken(new Error('the connection was closed before the body was read'))
    stream.on('end', () => over(resolve, pieces.bytes))
    stream.on('close', () => isOver || broken(new Error('the connection was closed in the middle of the body')))
    // Goes on to drop the pieces once it is over.
    stream.on('data', (piece) => {
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

function signalOf(res) {
  const controller = new AbortController()
  if (res?.destroyed && !res.writableEnded) controller.abort()
  else res?.once?.('close', () => res.writableEnded || controller.abort())
  return controller.signal
}
