// AWS Lambda behind a function URL or an API Gateway, with events of version 1.0 or 2.0.
import { headersFrom } from './node/headers.js'
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
const headersOf = ({ multiValueHeaders, headers }) =>
  headersFrom(Object.entries(multiValueHeaders ?? headers ?? {}).flatMap(([name, values]) => [values].flat().map((value) => [name, value])))

const bytesOf = ({ body, isBase64Encoded }) => Buffer.from(body ?? '', isBase64Encoded ? 'base64' : undefined)

/** AWS keeps the connection, whatever the answer says. */
async function resultOf(response) {
  const { connection, ...headers } = Object.fromEntries(response.headers)
  return { statusCode: response.status, headers, body: await response.text(), isBase64Encoded: false }
}
