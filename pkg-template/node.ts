// Node's http, and all that hands on its requests: Express, Connect, Nest, Firebase.
import type { AdaptedHandler } from './lib/handler/adapters.ts'
import { typeName } from './lib/verifier/secret.ts'
import { send } from './node/answer.ts'
import { NodeDelivery } from './node/delivery.ts'
import { toReceiver } from './node/handler.ts'
import type { BodyHolder, IncomingRequest, NodePlatformRequest, NodeRequest, NodeResponse, OutgoingResponse } from './node/messages.ts'
import { unwrap } from './node/unwrap.ts'

export type { NodePlatformRequest, NodeRequest, NodeResponse }

type Next = (error?: any) => void

/**
 * Turns a handler of Fetch requests into one for node:http, Express, Connect, Nest or Firebase. Put it before any body
 * parser, or have one that leaves bytes in `req.rawBody` or `req.body`. The functions get `[req, res]` as `platform`; for all members
 * of these, annotate a function's context: `HandlerContext<readonly [IncomingMessage, ServerResponse]>`.
 *
 * Errors go to `next` where there is one; otherwise the answer is 500.
 */
export function toNodeHandler(
  handler: AdaptedHandler<readonly [req: NodePlatformRequest, res: NodeResponse]>
): (req: NodeRequest, res: NodeResponse, next?: Next) => Promise<void>
/** The same for functions that name other types for their `platform`, such as those of `node:http2`. */
export function toNodeHandler<Req extends NodeRequest, Res extends NodeResponse>(
  handler: AdaptedHandler<readonly [req: Req, res: Res]>
): (req: Req, res: Res, next?: Next) => Promise<void>
export function toNodeHandler(handler: AdaptedHandler<any>): (req: unknown, res: unknown, next?: Next) => Promise<void> {
  if (typeof handler !== 'function') throw new TypeError(`toNodeHandler takes what createWebhookHandler made, not ${typeName(handler)}`)
  const receive = toReceiver(handler)
  return async (req, res, next) => {
    const pass = typeof next === 'function' ? next : undefined
    let response: unknown = res
    try {
      const pair = unwrap(req, res)
      response = pair.response
      const answer = await receive(new NodeDelivery(pair.request, pair.response, pair.holders), [req, res])
      // Fastify would answer, too.
      if (typeof pair.reply?.hijack === 'function' && !pair.reply.sent) pair.reply.hijack()
      send(answer, pair.request, pair.response)
    } catch (error) {
      if (pass) pass(error)
      else fail(response as OutgoingResponse | null | undefined, error)
    }
  }
}

/**
 * Verifies a Node request: the bytes in `req.rawBody`, else in `req.body`, else those of the unread stream, no further than
 * `maxBodyBytes`.
 *
 * @throws {WebhookError} for a delivery that is refused
 * @throws {TypeError} where a body parser has left no bytes
 */
export async function verifyNodeRequest<Event>(
  verifier: { verifyRequest(request: any): Promise<Event> },
  req: NodeRequest
): Promise<Event> {
  const given = req as unknown as IncomingRequest & { raw?: IncomingRequest; arrayBuffer?: unknown }
  if (typeof given?.headers !== 'object' || given.headers === null || typeof given.arrayBuffer === 'function') {
    const remedy = typeof given?.arrayBuffer === 'function' ? '; a Fetch Request goes to verifier.verifyRequest' : ''
    throw new TypeError(`verifyNodeRequest takes a verifier and a request of Node's, not ${typeName(req)}${remedy}`)
  }
  const request = given.raw ?? given
  const holders: BodyHolder[] = request === given ? [given as BodyHolder] : [given as BodyHolder, request as BodyHolder]
  return verifier.verifyRequest(new NodeDelivery(request, undefined, holders))
}

/** One request's error does not end the server. Without a response to answer with, it is the caller's. */
function fail(res: OutgoingResponse | null | undefined, error: unknown): void {
  if (typeof res?.end !== 'function') throw error
  console.error(error)
  if (!res.headersSent) res.statusCode = 500
  res.end()
}
