// A Fetch Request made of a request of Node's: for the user's functions, and for handlers that are not ours.
import { headersFrom } from './headers.ts'
import type { IncomingRequest, NodeStream } from './messages.ts'
import { toOrigin } from './origin.ts'

/**
 * Its path is that of the request's target, on which a router decides, whatever the sender writes into Host or into a
 * target with a host of its own.
 */
function toUrl({ headers, socket, originalUrl, url }: IncomingRequest): string {
  const host = String(headers[':authority'] ?? headers.host ?? '')
  const path = (originalUrl ?? url ?? '').replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  return `${toOrigin(socket?.encrypted ? 'https' : 'http', host)}${path.startsWith('/') ? '' : '/'}${path}`
}

/** `open` returns the bytes or the stream of the body; without it the body counts as read. */
export function toFetchRequest(req: IncomingRequest, open?: () => Uint8Array | NodeStream): Request {
  const { method = 'GET' } = req
  const init = { headers: toHeaders(req.headers) }
  if (!hasBody(method)) return Object.defineProperty(new Request(toUrl(req), init), 'method', { value: method })
  // DOM's type lacks `duplex`, which a stream needs.
  const withBody = (body: unknown) => new Request(toUrl(req), { ...init, method, body, duplex: 'half' } as RequestInit)
  if (open) return withBody(toBody(open()))
  const request = withBody(new ReadableStream())
  request.body?.cancel().catch(() => {})
  return request
}

/** Not every method that a sender may use can be a Request's, and not every one may have a body. */
const hasBody = (method: string) => /^(POST|PUT|PATCH|DELETE)$/.test(method)

const toHeaders = (headers: IncomingRequest['headers']) =>
  headersFrom(Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value): [string, unknown] => [name, value])))

function toBody(source: Uint8Array | NodeStream): Uint8Array | ReadableStream {
  if (!('on' in source)) return source
  // A sender that hangs up between two reads must not cause an uncaught exception.
  source.on('error', () => {})
  const pieces = (source.iterator?.({ destroyOnReturn: false }) ?? source[Symbol.asyncIterator]?.()) as AsyncIterator<Uint8Array>
  const pull = async (controller: ReadableStreamDefaultController) => {
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
