// AWS Lambda after a function URL, an API Gateway or an Application Load Balancer.
import { LambdaDelivery } from './aws-lambda/delivery.ts'
import { type HttpEvent, isLoadBalancer } from './aws-lambda/event.ts'
import type { AdaptedHandler } from './lib/handler/adapters.ts'
import type { Answer } from './lib/handler/delivery.ts'
import { typeName } from './lib/verifier/secret.ts'
import { toReceiver } from './node/handler.ts'

/** Load balancers want the phrase, too. No import of `node:http`: some Lambda runtimes have none. */
const PHRASES: { readonly [status: number]: string } = {
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

/** An event of a function URL, an API Gateway (format 1.0 or 2.0) or an Application Load Balancer. Those of @types/aws-lambda fit. */
export interface LambdaHttpEvent {
  readonly headers?: { readonly [name: string]: string | undefined } | null | undefined
  readonly body?: string | null | undefined
  readonly isBase64Encoded: boolean
}

export interface LambdaHttpResult {
  statusCode: number
  /** Only for a load balancer. */
  statusDescription?: string
  /** Absent where a load balancer sends `multiValueHeaders` and so takes no others. */
  headers?: { [name: string]: string }
  multiValueHeaders?: { [name: string]: string[] }
  body: string
  isBase64Encoded: boolean
}

/** Turns a handler of Fetch requests into one for AWS Lambda. The functions get `[event, context]` as `platform`. */
export function toLambdaHandler<Event extends LambdaHttpEvent = LambdaHttpEvent, Context = unknown>(
  handler: AdaptedHandler<readonly [event: Event, context: Context]>
): (event: Event, context?: Context) => Promise<LambdaHttpResult> {
  if (typeof handler !== 'function') throw new TypeError(`toLambdaHandler takes what createWebhookHandler made, not ${typeName(handler)}`)
  const receive = toReceiver(handler)
  return async (event, context) => {
    if (typeof (context as { write?: unknown } | null | undefined)?.write === 'function') throw new TypeError(STREAMED)
    return toResult(await receive(new LambdaDelivery(event as HttpEvent), [event, context]), event as HttpEvent)
  }
}

/** The stream would stay empty, although the work is done. */
const STREAMED = 'toLambdaHandler returns its answer: do not wrap it in awslambda.streamifyResponse'

/** AWS keeps the connection, whatever the answer says. */
function toResult({ status, headers: { connection, ...headers }, body }: Answer, event: HttpEvent): LambdaHttpResult {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  if (!isLoadBalancer(event)) return { statusCode: status, headers, body: text, isBase64Encoded: false }
  const statusDescription = `${status} ${PHRASES[status] ?? 'Other'}`
  return { statusCode: status, statusDescription, ...forBalancer(headers, event), body: text, isBase64Encoded: false }
}

/** A target group with multi-value headers takes no others, and one without takes none of them. */
const forBalancer = (headers: { [name: string]: string }, { multiValueHeaders }: HttpEvent) =>
  multiValueHeaders
    ? { multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])) }
    : { headers }
