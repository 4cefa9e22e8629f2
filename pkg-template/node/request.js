// A request of Node's, as far as verifyRequest and a handler look at a Fetch Request.
import { headersFrom } from './headers.js'
import { readerOf } from './reader.js'

/** `stream` is where the body comes from, if not from the request itself. */
export const requestOf = (req, stream = req) => new NodeRequest(req, stream)

class NodeRequest {
  bodyUsed = false

  constructor(req, stream) {
    this.method = req.method
    this.url = urlOf(req)
    this.headers = headersOf(req)
    this.body = { locked: false, getReader: () => readerOf(req, stream) }
  }

  /** What tells a Request from other things. */
  arrayBuffer() {
    return unread()
  }

  text() {
    return unread()
  }

  json() {
    return unread()
  }
}

const unread = async () => {
  throw new TypeError('the bytes of this request are in event.rawBody')
}

/** A host, a port perhaps, and nothing that would be a path or a query. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i

/**
 * Its path is that of the request's target, on which a router decides, whatever the sender writes into Host or into a
 * target with a host of its own.
 */
function urlOf({ headers, socket, originalUrl, url }) {
  const host = headers[':authority'] ?? headers.host ?? ''
  const path = (originalUrl ?? url ?? '').replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  return `http${socket?.encrypted ? 's' : ''}://${HOST.test(host) ? host : 'localhost'}${path.startsWith('/') ? '' : '/'}${path}`
}

/** Out of rawHeaders, where no copy of a header is lost. */
const headersOf = ({ rawHeaders, headers }) => headersFrom(rawHeaders?.length ? pairsOf(rawHeaders) : Object.entries(headers).flatMap(copiesOf))

const pairsOf = (list) => Array.from({ length: list.length / 2 }, (_, n) => [list[2 * n], list[2 * n + 1]])
const copiesOf = ([name, values]) => [values].flat().map((value) => [name, value])
