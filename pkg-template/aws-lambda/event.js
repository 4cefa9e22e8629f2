// Events of HTTP, as function URLs, API Gateways (format 1.0 and 2.0) and Application Load Balancers send them.
import { headersFrom } from '../node/headers.js'
import { isBytes } from '../lib/internal-slots.js'
import { describe } from '../lib/verifier/secret.js'

/** Returns the Fetch request that an event stands for. */
export function toRequest(event) {
  const { method, url } = event?.requestContext?.http ? partsOfSecond(event) : partsOfFirst(event)
  const headers = toHeaders(event)
  if (method === 'POST') return new Request(url, { method, headers, body: toBytes(event) })
  // Not every method that a sender may use can be a Request's, but any can be told to use POST.
  return Object.defineProperty(new Request(url, { headers }), 'method', { value: method })
}

/** A load balancer has an answer format of its own. */
export const isLoadBalancer = (event) => Boolean(event?.requestContext?.elb)

function partsOfSecond(event) {
  const { requestContext, rawPath, rawQueryString } = event
  const { method, path } = requestContext.http
  return { method, url: toUrl(event, rawPath ?? path, rawQueryString ?? toQuery(event)) }
}

function partsOfFirst(event) {
  if (typeof event?.httpMethod !== 'string') {
    const missing = 'it has neither httpMethod nor requestContext.http'
    throw new TypeError(`${describe(event)} is not an event of a function URL, an API Gateway or a load balancer: ${missing}`)
  }
  return { method: event.httpMethod, url: toUrl(event, event.path, toQuery(event)) }
}

/** A host with or without a port: nothing in it can begin a path or a query. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i

/** A load balancer's event has its host only in the header, which is the sender's. */
function toUrl(event, path, query) {
  const host = (isLoadBalancer(event) ? toHeaders(event).get('host') : event.requestContext?.domainName) ?? ''
  const escaped = (path ?? '/').replace(/[?#]/g, encodeURIComponent)
  return `https://${HOST.test(host) ? host : 'localhost'}${escaped.startsWith('/') ? '' : '/'}${escaped}${query ? `?${query}` : ''}`
}

/**
 * API Gateways decode names and values, load balancers leave them as they came. With several values for a name, the
 * plain map has the last one only.
 */
function toQuery(event) {
  const { multiValueQueryStringParameters, queryStringParameters } = event
  const encode = isLoadBalancer(event) ? String : encodeURIComponent
  const parameters = isFilled(multiValueQueryStringParameters) ? multiValueQueryStringParameters : (queryStringParameters ?? {})
  return pairs(parameters)
    .map(([name, value]) => `${encode(name)}=${encode(value ?? '')}`)
    .join('&')
}

/**
 * `headers` decides, as middleware may have changed it; `multiValueHeaders` only tells the copies of a header apart that
 * `headers` still has. A load balancer sends one or the other.
 */
function toHeaders({ headers, multiValueHeaders }) {
  if (!isFilled(headers)) return headersFrom(pairs(multiValueHeaders ?? {}))
  const copies = new Map(Object.entries(multiValueHeaders ?? {}).map(([name, values]) => [name.toLowerCase(), [values].flat()]))
  return headersFrom(
    pairs(headers).flatMap(([name, value]) => {
      const values = copies.get(name.toLowerCase()) ?? []
      return values.includes(value) ? values.map((copy) => [name, copy]) : [[name, value]]
    })
  )
}

const isFilled = (map) => Object.keys(map ?? {}).length > 0

const pairs = (map) => Object.entries(map).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))

function toBytes({ body, isBase64Encoded }) {
  if (isBytes(body)) return body
  if (typeof (body ?? '') === 'string') return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : undefined)
  throw new TypeError(
    `The event's body is ${describe(body)}, not the text that arrived. ` +
      'Use a Lambda proxy integration, and call the handler before middleware that parses the body.'
  )
}
