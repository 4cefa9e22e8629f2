// A Fetch Request made of a request of Node's: for the user's functions, and for handlers that are not ours.
import { headersFrom } from './headers.js'

/** A host, a port perhaps, and not the beginning of a path or a query. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i

/**
 * Its path is that of the request's target, on which a router decides, whatever the sender writes into Host or into a
 * target with a host of its own.
 */
export function toUrl({ headers, socket, originalUrl, url }) {
  const host = headers[':authority'] ?? headers.host ?? ''
  const path = (originalUrl ?? url ?? '').replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  const origin = (name) => `http${socket?.encrypted ? 's' : ''}://${name}`
  const base = HOST.test(host) && URL.canParse(origin(host)) ? origin(host) : origin('localhost')
  return `${base}${path.startsWith('/') ? '' : '/'}${path}`
}

/** `open` returns the bytes or the stream of the body; without it the body counts as read. */
export function toFetchRequest({ req }, open) {
  const { method } = req
  const init = { headers: toHeaders(req.headers) }
  if (!hasBody(method)) return Object.defineProperty(new Request(toUrl(req), init), 'method', { value: method })
  if (open) return new Request(toUrl(req), { ...init, method, body: toBody(open()), duplex: 'half' })
  const request = new Request(toUrl(req), { ...init, method, body: new ReadableStream(), duplex: 'half' })
  request.body.cancel().catch(() => {})
  return request
}

/** Not every method that a sender may use can be a Request's, and not every one may have a body. */
const hasBody = (method) => /^(POST|PUT|PATCH|DELETE)$/.test(method)

const toHeaders = (headers) =>
  headersFrom(Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value) => [name, value])))

function toBody(source) {
  if (typeof source.on !== 'function') return source
  // A sender that hangs up between two reads must not cause an uncaught exception.
  source.on('error', () => {})
  const pieces = source.iterator?.({ destroyOnReturn: false }) ?? source[Symbol.asyncIterator]()
  const pull = async (controller) => {
    const { done, value } = await pieces.next()
    if (done) controller.close()
    else controller.enqueue(new Uint8Array(value))
  }
  // Left early, the rest of the body is dropped, so that the connection can go on.
  const cancel = async () => {
    await pieces.return?.()
    source.resume?.()
  }
  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 })
}
