// The check that a request is a Fetch Request, and the remedy for the objects that frameworks hand to their routes.
import { typeName } from './secret.ts'
import type { RequestLike } from './types.ts'

export function checkRequest(request: unknown): asserts request is RequestLike {
  if (isFetchRequest(request)) return
  throw new TypeError(`this takes a Fetch Request, not ${typeName(request)}; ${remedyFor((request ?? {}) as Wrapper)}`)
}

/** A context, an event or a request of a framework's, by the members that hold the request. */
type Wrapper = { readonly [member in 'raw' | 'req' | 'request' | 'on' | 'requestContext']?: Wrapper }

const isFetchRequest = (given: unknown): given is RequestLike =>
  typeof (given as RequestLike | null | undefined)?.arrayBuffer === 'function' && typeof (given as RequestLike).headers === 'object'

function remedyFor({ raw, req, request, requestContext, on }: Wrapper): string {
  const [held] = Object.entries({ request, req, 'req.raw': req?.raw, raw }).find(([, value]) => isFetchRequest(value)) ?? []
  if (held) return `pass its ${held}`
  const adapter = raw?.on ? 'fastify' : (req?.on ?? on) ? 'node' : requestContext && 'aws-lambda'
  return adapter ? `that goes through webhook-verifier/${adapter}` : 'for anything else there is verify({ headers, body })'
}
