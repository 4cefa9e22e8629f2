// Node's own request and response, out of the objects that frameworks hand to their routes.
import { typeName } from '../lib/verifier/secret.ts'
import type { BodyHolder, IncomingRequest, OutgoingResponse } from './messages.ts'

/** Members by which objects are told apart. */
interface Wrapper {
  readonly raw?: unknown
  readonly req?: unknown
  readonly res?: unknown
  readonly headers?: unknown
  readonly on?: unknown
  readonly setHeader?: unknown
  readonly end?: unknown
}

/** A reply of Fastify's. */
interface Reply {
  readonly sent?: boolean
  hijack?(): unknown
}

export interface Unwrapped {
  request: IncomingRequest
  response: OutgoingResponse
  holders: BodyHolder[]
  reply: Reply | undefined
}

const isRequest = (given: unknown): given is IncomingRequest => {
  const req = given as Wrapper | null | undefined
  return typeof req?.headers === 'object' && req.headers !== null && (typeof req.on === 'function' || 'url' in req)
}

const isResponse = (given: unknown): given is OutgoingResponse => {
  const res = given as Wrapper | null | undefined
  return typeof res?.setHeader === 'function' && typeof res.end === 'function'
}

/** Fastify and Nest on Fastify keep Node's pair in `raw`, Koa in `req` and `res`. */
export function unwrap(req: unknown, res: unknown): Unwrapped {
  const [outer, reply] = [req, res] as (Wrapper | null | undefined)[]
  const response = isResponse(res) ? res : held(reply, ['raw', 'res'], isResponse)
  if (!response) throw new TypeError(`toNodeHandler takes a response of Node's as its second argument, not ${typeName(res)}; ${REMEDY}`)
  const request = isOwn(req) ? req : (held(outer, ['raw', 'req'], isRequest) ?? (isRequest(req) ? req : undefined))
  if (!request) throw new TypeError(`toNodeHandler takes a request of Node's as its first argument, not ${typeName(req)}; ${REMEDY}`)
  return {
    request,
    response,
    holders: request === req ? [req] : [req as BodyHolder, request],
    reply: response === res ? undefined : (res as Reply)
  }
}

/** In turn: Fastify 3 warns when its old names are read. */
function held<Held>(
  wrapper: Wrapper | null | undefined,
  names: readonly (keyof Wrapper)[],
  is: (value: unknown) => value is Held
): Held | undefined {
  for (const name of names) {
    const value = wrapper?.[name]
    if (is(value)) return value
  }
  return undefined
}

const REMEDY =
  'of Koa pass ctx.req and ctx.res; Fastify has webhookPlugin of webhook-verifier/fastify; a Fetch Request goes to the handler itself'

/** Express requests have `res`, and Next.js ones more: they are Node's own all the same. */
const isOwn = (given: unknown): given is IncomingRequest => {
  const wrapper = given as Wrapper
  return isRequest(given) && !isRequest(wrapper.raw) && !(typeof wrapper.on !== 'function' && isRequest(wrapper.req))
}
