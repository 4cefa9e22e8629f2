// Fastify 5: a plugin with parsers of its own, which leave the body as it comes. They end where the plugin ends.
import type { AdaptedHandler } from './lib/handler/adapters.ts'
import { typeName } from './lib/verifier/secret.ts'
import { cutUnfinished, send } from './node/answer.ts'
import { NodeDelivery } from './node/delivery.ts'
import { type ReceiveConvertible, toReceiver } from './node/handler.ts'
import type { BodyHolder, IncomingRequest, NodeStream, OutgoingResponse } from './node/messages.ts'

/** The used members of a Fastify app. */
export interface FastifyLike {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(type: string, parser: (request: any, payload: any, done: any) => void): unknown
  all(path: string, handler: (request: any, reply: any) => Promise<unknown>): unknown
}

/** The members of a Fastify request that most functions use. For all of them, annotate a function's context. */
export interface FastifyRequestLike {
  readonly id: string
  readonly ip: string
  readonly method: string
  readonly url: string
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  readonly params: unknown
  readonly query: unknown
  readonly log: FastifyLoggerLike
  readonly raw: any
  readonly server: any
}

/** The members of a Fastify reply that most functions use. */
export interface FastifyReplyLike {
  readonly sent: boolean
  readonly log: FastifyLoggerLike
  readonly raw: any
  readonly server: any
  header(name: string, value: string): unknown
}

interface FastifyLoggerLike {
  info(...args: any[]): void
  warn(...args: any[]): void
  error(...args: any[]): void
}

export interface WebhookPluginOptions {
  /** Handlers as `createWebhookHandler` makes them, by path. */
  routes: { readonly [path: string]: AdaptedHandler<readonly [request: FastifyRequestLike, reply: FastifyReplyLike]> }
}

/** Members of Fastify's own that its types do not promise here. */
interface Reply {
  readonly sent: boolean
  readonly raw: OutgoingResponse
  hijack(): unknown
  code(status: number): { headers(headers: object): unknown }
  send(payload?: unknown): unknown
}

/**
 * For `app.register(webhookPlugin, { routes: { '/webhook': handler } })`. Its routes get the body as it came; those outside
 * keep their parsers. The functions get `[request, reply]` as `platform`, with types where the options `satisfies WebhookPluginOptions`;
 * for all members of these, annotate a function's context: `HandlerContext<readonly [FastifyRequest, FastifyReply]>`.
 */
export async function webhookPlugin(app: FastifyLike, options: WebhookPluginOptions): Promise<void> {
  // The type is not covered by the signature, and Fastify would refuse a malformed one before the handler gets the delivery.
  const { addHook } = app as unknown as { addHook?: (name: string, hook: (request: { raw: IncomingRequest }) => Promise<void>) => void }
  addHook?.call(app, 'onRequest', async ({ raw }) => {
    Object.assign(raw.headers, { 'content-type': 'application/octet-stream' })
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  for (const [path, handler] of toRoutes(options)) {
    const receiveDelivery = toReceiver(handler)
    app.all(path, (request, reply) => receive(receiveDelivery, request, reply))
  }
}

function toRoutes({ routes }: WebhookPluginOptions): [path: string, handler: AdaptedHandler<any>][] {
  const list = Object.entries(routes ?? {})
  const bad = list.find(([, handler]) => typeof handler !== 'function')
  if (!list.length || bad) {
    const given = bad ? `${typeName(bad[1])} for ${bad[0]}` : typeName(routes)
    throw new TypeError(`webhookPlugin takes { routes: { '/path': createWebhookHandler(…) } }, not ${given}`)
  }
  return list
}

async function receive(
  receiveDelivery: ReceiveConvertible,
  request: BodyHolder & { raw: IncomingRequest },
  reply: Reply
): Promise<unknown> {
  const { raw, body } = request
  const stream = typeof (body as NodeStream | null | undefined)?.on === 'function' ? (body as NodeStream) : raw
  // A stream of a hook's that fails before it is read must not cause an uncaught exception.
  if (stream !== raw) stream.on('error', () => {})
  const answer = await receiveDelivery(new NodeDelivery(raw, reply.raw, [request, raw as BodyHolder], stream), [request, reply])
  if (reply.sent) return reply
  if (answer.headers.connection === 'close') {
    reply.hijack()
    return send(answer, raw, reply.raw)
  }
  cutUnfinished(raw)
  reply.code(answer.status).headers(answer.headers)
  return reply.send(answer.body.length ? toPayload(answer.body) : undefined)
}

const toPayload = (body: string | Uint8Array) => (typeof body === 'string' ? body : Buffer.from(body))
