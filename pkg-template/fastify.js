// Fastify 5: a plugin with parsers of its own, which leave the body as it comes. They end where the plugin ends.
import { closes, send } from './node/answer.js'
import { requestOf } from './node/request.js'
import { describe } from './secret.js'

export async function webhookPlugin(app, options) {
  // Nobody signed the type, and Fastify would refuse a malformed one before the handler hears of the delivery.
  app.addHook('onRequest', async ({ raw }) => {
    raw.headers['content-type'] = 'application/octet-stream'
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (request, payload, done) => done(null, payload))
  for (const [path, handler] of routesOf(options)) app.all(path, (request, reply) => receive(handler, request, reply))
}

function routesOf({ routes }) {
  const list = Object.entries(routes ?? {})
  const bad = list.find(([, handler]) => typeof handler !== 'function')
  if (!list.length || bad) {
    const given = bad ? `${describe(bad[1])} for ${bad[0]}` : describe(routes)
    throw new TypeError(`webhookPlugin takes { routes: { '/path': createWebhookHandler(…) } }, not ${given}`)
  }
  return list
}

async function receive(handler, request, reply) {
  const { raw, body } = request
  const response = await handler(requestOf(raw, body ?? raw), request, reply)
  if (closes(response)) {
    reply.hijack()
    return send(response, raw, reply.raw)
  }
  const bytes = Buffer.from(await response.arrayBuffer())
  reply.code(response.status).headers(Object.fromEntries(response.headers))
  return reply.send(bytes.length ? bytes : undefined)
}
