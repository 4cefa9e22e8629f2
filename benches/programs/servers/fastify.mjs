// Fastify: `fastify.mjs <contender> <number of secrets>`.
import fastify from 'fastify'
import { announce } from './serve.mjs'
import { snippet } from './snippet.mjs'

/** @import { Body } from '../../figures.d.ts' */

const [contender = '', secretCount] = process.argv.slice(2)
const app = fastify()
if (contender === 'snippet') {
  const answer = snippet(Number(secretCount))
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    (/** @type {Foreign} */ request, /** @type {Body} */ body, /** @type {Foreign} */ done) => done(null, body)
  )
  app.post('/', (/** @type {Foreign} */ request, /** @type {Foreign} */ reply) =>
    reply.code(answer((/** @type {string} */ name) => request.headers[name], request.body)).send()
  )
} else {
  const [{ webhookPlugin }, { handler }] = await Promise.all([import('webhook-verifier/fastify'), import('./ours.mjs')])
  app.register(webhookPlugin, { routes: { '/': handler(contender, Number(secretCount)) } })
}
await app.listen({ port: 0, host: '127.0.0.1' })
announce(app.server.address().port)
