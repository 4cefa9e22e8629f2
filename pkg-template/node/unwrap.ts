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
  readonly register?: unknown
  readonly arrayBuffer?: unknown
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
  if (!response) throw mistaken('response', 'second', res, outer)
  const request = isOwn(req) ? req : (held(outer, ['raw', 'req'], isRequest) ?? (isRequest(req) ? req : undefined))
  if (!request) throw mistaken('request', 'first', req, outer)
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

/** `first` is the first argument, which tells the framework. */
function mistaken(role: string, place: string, given: unknown, first: Wrapper | null | undefined): TypeError {
  return new TypeError(
    `toNodeHandler takes a ${role} of Node's as its ${place} argument, not ${typeName(given)}; ${remedyFor(first ?? {})}`
  )
}

function remedyFor({ req, register, arrayBuffer }: Wrapper): string {
  if (typeof arrayBuffer === 'function') return 'a Fetch Request goes to the handler itself'
  if (typeof register === 'function') return 'Fastify: register webhookPlugin of webhook-verifier/fastify'
  return isRequest(req) ? 'of Koa pass ctx.req and ctx.res' : "pass the request and the response of Node's http server"
}

/** Express requests have `res`, and Next.js ones more: they are Node's own all the same. */
const isOwn = (given: unknown): given is IncomingRequest => {
  const wrapper = given as Wrapper
  return isRequest(given) && !isRequest(wrapper.raw) && !(typeof wrapper.on !== 'function' && isRequest(wrapper.req))
}
