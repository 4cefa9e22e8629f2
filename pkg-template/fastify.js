// Fastify 5: a plugin with parsers of its own, which leave the body as it comes. They end where the plugin ends.
import { cutUnfinished, send } from './node/answer.js'
import { NodeDelivery } from './node/delivery.js'
import { toReceiver } from './node/handler.js'
import { typeName } from './lib/verifier/secret.ts'

export async function webhookPlugin(app, options) {
  // The type is not covered by the signature, and Fastify would refuse a malformed one before the handler hears of the delivery.
  app.addHook('onRequest', async ({ raw }) => {
    raw.headers['content-type'] = 'application/octet-stream'
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (request, payload, done) => done(null, payload))
  for (const [path, handler] of toRoutes(options)) {
    const receiveDelivery = toReceiver(handler)
    app.all(path, (request, reply) => receive(receiveDelivery, request, reply))
  }
}

function toRoutes({ routes }) {
  const list = Object.entries(routes ?? {})
  const bad = list.find(([, handler]) => typeof handler !== 'function')
  if (!list.length || bad) {
    const given = bad ? `${typeName(bad[1])} for ${bad[0]}` : typeName(routes)
    throw new TypeError(`webhookPlugin takes { routes: { '/path': createWebhookHandler(…) } }, not ${given}`)
  }
  return list
}

async function receive(receiveDelivery, request, reply) {
  const { raw, body } = request
  const stream = typeof body?.on === 'function' ? body : raw
  // A stream of a hook's that fails before it is read must not cause an uncaught exception.
  if (stream !== raw) stream.on('error', () => {})
  const answer = await receiveDelivery(new NodeDelivery(raw, reply.raw, [request, raw], stream), [request, reply])
  if (reply.sent) return reply
  if (answer.headers.connection === 'close') {
    reply.hijack()
    return send(answer, raw, reply.raw)
  }
  cutUnfinished(raw)
  reply.code(answer.status).headers(answer.headers)
  return reply.send(answer.body.length ? toPayload(answer.body) : undefined)
}

const toPayload = (body) => (typeof body === 'string' ? body : Buffer.from(body))
