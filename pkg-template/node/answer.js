// A Fetch Response, written out by Node.

/** How long a sender may go on with a body that nobody wants. */
const LINGER_MILLIS = 1000

export async function send(response, req, res) {
  const bytes = new Uint8Array(await response.arrayBuffer())
  // Somebody else has answered, or nobody listens any more.
  if (res.headersSent || res.destroyed) return
  res.statusCode = response.status
  // HTTP/2 has no such header.
  const isOne = req.httpVersionMajor < 2
  for (const [name, value] of response.headers) if (isOne || name !== 'connection') res.setHeader(name, value)
  res.setHeader('content-length', bytes.length)
  if (isOne && closes(response) && !req.readableEnded) return linger(bytes, req, res)
  // In HTTP/2 the stream is what has to end: its other half waits for the body.
  if (!isOne && closes(response)) endLater(res.stream)
  res.end(bytes)
}

export const closes = (response) => response.headers.get('connection') === 'close'

function endLater(stream) {
  const timer = setTimeout(() => stream.close(), LINGER_MILLIS)
  stream.once('close', () => clearTimeout(timer))
}

/** Closed at once, with bytes yet to come, a connection is reset, and the sender may never see the answer. */
function linger(bytes, req, res) {
  const end = () => {
    clearTimeout(timer)
    res.end()
  }
  const timer = setTimeout(end, LINGER_MILLIS)
  req.once('end', end).once('close', end).resume()
  res.write(bytes)
}
