// An answer, written out by Node.

import type { Answer } from '../lib/handler/delivery.ts'
import type { IncomingRequest, OutgoingResponse } from './messages.ts'

/** How long a sender may go on with a body that is not read. */
const LINGER_MILLIS = 1000

/** Headers and body leave in one piece where the body is text. */
export function send({ status, headers, body }: Answer, req: IncomingRequest, res: OutgoingResponse): void {
  // The user's function has answered, or the client has hung up.
  if (res.headersSent || res.destroyed) return
  const isSecond = isHttp2(req, res)
  res.statusCode = status
  // HTTP/2 has no such header.
  for (const name of Object.keys(headers)) if (!(isSecond && name === 'connection')) res.setHeader(name, headers[name] as string)
  if (body.length) res.setHeader('content-length', body.length)
  if (!isFinished(req) && !isSecond && headers.connection === 'close' && res.write) linger(body, req, res)
  else end(body, req, res)
}

function end(body: string | Uint8Array, req: IncomingRequest, res: OutgoingResponse): void {
  if (body.length) res.end(body)
  else res.end()
  if (isHttp2(req, res)) closeUnfinished(req, res)
  else cutUnfinished(req)
}

/** Cuts a request whose body goes on after the answer. A request that ends in time keeps its connection. */
export function cutUnfinished(req: IncomingRequest): void {
  if (isFinished(req)) return
  req.resume?.()
  later(req, ['end', 'close'], (isEnded) => isEnded || isFinished(req) || req.socket?.destroy?.())
}

/** The same for a stream of HTTP/2, which shares its connection. */
function closeUnfinished(req: IncomingRequest, { stream }: OutgoingResponse): void {
  if (!isFinished(req) && stream) later(stream, ['close'], (isEnded) => isEnded || stream.close?.())
}

/** Mocked requests may know neither. */
const isFinished = ({ complete, readableEnded }: IncomingRequest) => Boolean(complete ?? readableEnded ?? true)

const isHttp2 = ({ httpVersionMajor = 1 }: IncomingRequest, { stream }: OutgoingResponse) =>
  httpVersionMajor >= 2 && typeof stream?.once === 'function'

/** A connection that is closed at once, with bytes yet to come, is reset, and the sender may never see the answer. */
function linger(body: string | Uint8Array, req: IncomingRequest, res: OutgoingResponse): void {
  later(req, ['end', 'close'], () => res.end())
  req.resume?.()
  res.write?.(body)
}

interface Emitter {
  once?(event: string, listener: () => void): unknown
}

/** Calls `finish` once: when one of the events comes, or when the time is over. It must not end the process. */
function later(emitter: Emitter, events: readonly string[], finish: (isEnded: boolean) => unknown): void {
  let isDone = false
  const once = (isEnded: boolean) => {
    if (isDone) return
    isDone = true
    clearTimeout(timer)
    try {
      finish(isEnded)
    } catch {
      // Not quite Node's own objects: there is no connection to cut.
    }
  }
  const timer = setTimeout(once, LINGER_MILLIS, false)
  for (const event of events) emitter.once?.(event, () => once(true))
}
