// AWS Lambda after a function URL, an API Gateway or an Application Load Balancer.
import { LambdaDelivery } from './aws-lambda/delivery.js'
import { isLoadBalancer } from './aws-lambda/event.js'
import { typeName } from './lib/verifier/secret.ts'
import { toReceiver } from './node/handler.js'

/** Load balancers want the phrase, too. No import of `node:http`: some Lambda runtimes have none. */
const PHRASES = {
  200: 'OK',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable'
}

/** Turns a handler of Fetch requests into one of Lambda's. */
export function toLambdaHandler(handler) {
  if (typeof handler !== 'function') throw new TypeError(`toLambdaHandler takes what createWebhookHandler made, not ${typeName(handler)}`)
  const receive = toReceiver(handler)
  return async (event, context) => {
    if (typeof context?.write === 'function') throw new TypeError(STREAMED)
    return toResult(await receive(new LambdaDelivery(event), [event, context]), event)
  }
}

/** The stream would stay empty, although the work is done. */
const STREAMED = 'toLambdaHandler returns its answer: do not wrap it in awslambda.streamifyResponse'

/** AWS keeps the connection, whatever the answer says. */
function toResult({ status, headers: { connection, ...headers }, body }, event) {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  if (!isLoadBalancer(event)) return { statusCode: status, headers, body: text, isBase64Encoded: false }
  const statusDescription = `${status} ${PHRASES[status] ?? 'Other'}`
  return { statusCode: status, statusDescription, ...forBalancer(headers, event), body: text, isBase64Encoded: false }
}

/** A target group with multi-value headers takes no others, and one without takes none of them. */
const forBalancer = (headers, { multiValueHeaders }) =>
  multiValueHeaders
    ? { multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])) }
    : { headers }
