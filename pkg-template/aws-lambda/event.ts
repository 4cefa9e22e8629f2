// Events of HTTP, as function URLs, API Gateways (format 1.0 and 2.0) and Application Load Balancers send them.
import { isBytes } from '../lib/internal-slots.ts'
import { typeName } from '../lib/verifier/secret.ts'
import { headersFrom } from '../node/headers.ts'
import { toOrigin } from '../node/origin.ts'

type Values = { readonly [name: string]: unknown }

/** The used members of an event; each sender has some of them. */
export interface HttpEvent {
  readonly requestContext?: {
    readonly http?: { readonly method?: unknown; readonly path?: string }
    readonly elb?: unknown
    readonly domainName?: string
  }
  readonly httpMethod?: unknown
  readonly path?: string
  readonly rawPath?: string
  readonly rawQueryString?: string
  readonly queryStringParameters?: Values | null
  readonly multiValueQueryStringParameters?: Values | null
  readonly headers?: Values | null
  readonly multiValueHeaders?: Values | null
  readonly body?: unknown
  readonly isBase64Encoded?: boolean
}

export function toMethod(event: HttpEvent | null | undefined): string {
  const method = event?.requestContext?.http?.method ?? event?.httpMethod
  if (typeof method === 'string') return method
  const missing = 'it has neither httpMethod nor requestContext.http'
  throw new TypeError(`${typeName(event)} is not an event of a function URL, an API Gateway or a load balancer: ${missing}`)
}

/** A load balancer has an answer format of its own. */
export const isLoadBalancer = (event: HttpEvent): boolean => Boolean(event?.requestContext?.elb)

/** A load balancer's event has its host only in the header, which is the sender's. */
export function toUrl(event: HttpEvent): string {
  const { rawPath, rawQueryString, requestContext } = event
  const host = (isLoadBalancer(event) ? headersFrom(toHeaderPairs(event)).get('host') : requestContext?.domainName) ?? ''
  const path = requestContext?.http ? (rawPath ?? requestContext.http.path) : event.path
  const query = (requestContext?.http && rawQueryString) ?? toQuery(event)
  const escaped = (path ?? '/').replace(/[?#]/g, encodeURIComponent)
  return `${toOrigin('https', host)}${escaped.startsWith('/') ? '' : '/'}${escaped}${query ? `?${query}` : ''}`
}

/**
 * API Gateways decode names and values, load balancers leave them as they came. With several values for a name, the
 * plain map has the last one only.
 */
function toQuery(event: HttpEvent): string {
  const { multiValueQueryStringParameters, queryStringParameters } = event
  const encode = isLoadBalancer(event) ? String : encodeURIComponent
  const parameters = isFilled(multiValueQueryStringParameters) ? multiValueQueryStringParameters : (queryStringParameters ?? {})
  return pairs(parameters)
    .map(([name, value]) => `${encode(name)}=${encode(String(value ?? ''))}`)
    .join('&')
}

/**
 * `headers` decides, as middleware may have changed it; `multiValueHeaders` only tells the copies of a header apart that
 * `headers` still has. A load balancer sends one or the other.
 */
export function toHeaderPairs({ headers, multiValueHeaders }: HttpEvent): Pair[] {
  if (!isFilled(headers)) return pairs(multiValueHeaders ?? {})
  if (!isFilled(multiValueHeaders)) return pairs(headers)
  const copies = copiesByName(multiValueHeaders)
  const known = new Map([...copies].map(([name, values]) => [name, new Set(values)] as const))
  return pairs(headers).flatMap(([name, value]) => {
    const key = name.toLowerCase()
    if (!known.get(key)?.has(value)) return [[name, value] satisfies Pair]
    const values = copies.get(key) ?? []
    // Once for all spellings of the name: many spellings of a header with many copies would cost their product.
    copies.delete(key)
    return values.map((copy): Pair => [name, copy])
  })
}

function copiesByName(headers: Values): Map<string, unknown[]> {
  const copies = new Map<string, unknown[]>()
  for (const [name, value] of pairs(headers)) {
    const key = name.toLowerCase()
    const values = copies.get(key)
    if (values) values.push(value)
    else copies.set(key, [value])
  }
  return copies
}

type Pair = [name: string, value: unknown]

const isFilled = (map: Values | null | undefined): map is Values => Object.keys(map ?? {}).length > 0

const pairs = (map: Values): Pair[] =>
  Object.entries(map).flatMap(([name, values]) =>
    Array.isArray(values) ? values.map((value): Pair => [name, value]) : [[name, values] satisfies Pair]
  )

export function toBody({ body, isBase64Encoded }: HttpEvent): string | Uint8Array {
  if (isBytes(body)) return body
  const text = body ?? ''
  if (typeof text === 'string') return isBase64Encoded ? Buffer.from(text, 'base64') : text
  throw new TypeError(
    `The event's body is ${typeName(body)}, not the text that arrived. ` +
      'Use a Lambda proxy integration, and call the handler before middleware that parses the body.'
  )
}
