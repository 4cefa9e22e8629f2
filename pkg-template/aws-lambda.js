// AWS Lambda behind a function URL or an API Gateway, with events of version 1.0 or 2.0.
import { describe } from './secret.js'

/** Turns a handler of Fetch requests into one of Lambda's. */
export function toLambdaHandler(handler) {
  if (typeof handler !== 'function') throw new TypeError(`toLambdaHandler takes what createWebhookHandler made, not ${describe(handler)}`)
  return async (event, context) => resultOf(await handler(requestOf(event), event, context))
}

function requestOf(event) {
  const { method, url } = event?.requestContext?.http ? second(event) : first(event)
  const headers = headersOf(event)
  if (method === 'POST') return new Request(url, { method, headers, body: bytesOf(event) })
  // Not every method that a sender may use can be a Request's, but any can be told to use POST.
  return Object.defineProperty(new Request(url, { headers }), 'method', { value: method })
}

const second = ({ requestContext: { domainName = 'localhost', http }, rawPath, rawQueryString }) => ({
  method: http.method,
  url: `https://${domainName}${rawPath}${rawQueryString ? `?${rawQueryString}` : ''}`,
})

function first(event) {
  if (typeof event?.httpMethod !== 'string') {
    const lacking = 'it has neither httpMethod nor requestContext.http'
    throw new TypeError(`${describe(event)} is no event of a function URL or an API Gateway: ${lacking}`)
  }
  return { method: event.httpMethod, url: `https://${event.requestContext?.domainName ?? 'localhost'}${event.path}` }
}

/** Copies of a header are apart in version 1.0, and joined by AWS in 2.0. */
function headersOf({ multiValueHeaders, headers }) {
  const pairs = Object.entries(multiValueHeaders ?? headers ?? {})
  return new Headers(pairs.filter(([name]) => TOKEN.test(name)).flatMap(([name, values]) => [values].flat().map((value) => [name, latin(value)])))
}

/** RFC 9110 section 5.6.2: what can be a header's name. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/** Fetch headers hold nothing else, and a sender who puts it there is to be refused, not to break anything. */
const latin = (value) => String(value).replace(/[^\t -~\x80-\xff]/g, '?')

const bytesOf = ({ body, isBase64Encoded }) => Buffer.from(body ?? '', isBase64Encoded ? 'base64' : undefined)

/** AWS keeps the connection, whatever the answer says. */
async function resultOf(response) {
  const { connection, ...headers } = Object.fromEntries(response.headers)
  return { statusCode: response.status, headers, body: await response.text(), isBase64Encoded: false }
}
