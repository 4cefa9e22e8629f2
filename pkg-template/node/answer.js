// An answer, written out by Node.

/** How long a sender may go on with a body that is not read. */
const LINGER_MILLIS = 1000

/** Headers and body leave in one piece where the body is text. */
export function send({ status, headers, body }, req, res) {
  // The user's function has answered, or the client has hung up.
  if (res.headersSent || res.destroyed) return
  const isSecond = isHttp2(req, res)
  res.statusCode = status
  // HTTP/2 has no such header.
  for (const name of Object.keys(headers)) if (!(isSecond && name === 'connection')) res.setHeader(name, headers[name])
  if (body.length) res.setHeader('content-length', body.length)
  if (isFinished(req)) return end(res, body)
  if (isSecond) {
    end(res, body)
    return later(res.stream, ['close'], (isEnded) => isEnded || res.stream.close?.())
  }
  if (headers.connection === 'close' && typeof res.write === 'function') return linger(body, req, res)
  end(res, body)
  cutUnfinished(req)
}

/** Cuts a request whose body goes on after the answer. One that ends in time keeps its connection. */
export function cutUnfinished(req) {
  if (isFinished(req)) return
  req.resume?.()
  later(req, ['end', 'close'], (isEnded) => isEnded || isFinished(req) || req.socket?.destroy?.())
}

const end = (res, body) => (body.length ? res.end(body) : res.end())

/** Mocked requests may know neither. */
const isFinished = ({ complete, readableEnded }) => Boolean(complete ?? readableEnded ?? true)

const isHttp2 = ({ httpVersionMajor }, { stream }) => httpVersionMajor >= 2 && typeof stream?.once === 'function'

/** A connection that is closed at once, with bytes yet to come, is reset, and the sender may never see the answer. */
function linger(body, req, res) {
  later(req, ['end', 'close'], () => res.end())
  req.resume?.()
  res.write(body)
}

/** Calls `finish` once: when one of the events comes, or when the time is over. It must not end the process. */
function later(emitter, events, finish) {
  let isDone = false
  const once = (isEnded) => {
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
