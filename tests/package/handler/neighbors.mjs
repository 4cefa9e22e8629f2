// Frameworks that hand on objects of their own, and requests that are not quite Node's: the delivery is handled, or refused before
// any work. `node neighbors.mjs <folder>`
// @run adapters and their neighbors, Node 24; on: Node 24; slow
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { isError, ok, rejected, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import {
  HOST,
  handledOnce,
  listening,
  load,
  noneUnhandled,
  refusedBeforeWork,
  serving,
  toNodeHandler,
  tools,
  webhookPlugin
} from './framework-tools.mjs'
import { receiver } from './recording-handler.mjs'
import { parcel } from './signed-deliveries.mjs'

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Mistyped } from '../../suite/cases.d.ts' */

const tally = new Tally()

const Koa = tools('koa')
/** @param {Foreign} listener */
const koa = (listener) => {
  const app = Object.assign(new Koa(), { silent: true })
  return app.use(listener)
}
/** @type {Record<string, (handle: Foreign) => Foreign>} */
const KOA = {
  'ctx.req, ctx.res': (handle) => (/** @type {Foreign} */ ctx) => handle(ctx.req, ctx.res),
  'ctx.request, ctx.response': (handle) => (/** @type {Foreign} */ ctx) => handle(ctx.request, ctx.response)
}
await tally.group('Koa with', Object.entries(KOA), async ([, wrap]) => {
  const one = receiver()
  await serving(createServer(koa(wrap(toNodeHandler(one.handler))).callback()), (port) => handledOnce(port, one))
})
await tally.group('Koa with', ['the handler as its middleware: refused'], async () => {
  const one = receiver()
  const app = koa(toNodeHandler(one.handler))
  /** @type {Error[]} */
  const errors = []
  app.on('error', (/** @type {Error} */ error) => errors.push(error))
  await serving(createServer(app.callback()), (port) => refusedBeforeWork(port, one))
  const expected =
    "TypeError: toNodeHandler takes a response of Node's as its second argument, not function; of Koa pass ctx.req and ctx.res"
  same(errors.map(String), [expected], 'errors')
})

const fastify = tools('fastify')
await tally.group('a Fastify route with (request, reply)', ['whose parser keeps the bytes'], async () => {
  const one = receiver()
  const app = fastify()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (/** @type {Foreign} */ request, /** @type {Uint8Array} */ bytes, /** @type {Foreign} */ done) => done(null, bytes)
  )
  const listener = toNodeHandler(one.handler)
  // Fastify 3 warns when the old names are read.
  /**
   * @param {Foreign} object
   * @param {string} name
   */
  const hidden = (object, name) =>
    Object.defineProperty(object, name, {
      get() {
        throw new Error(`${name} was read`)
      }
    })
  app.post('/webhook', (/** @type {Foreign} */ request, /** @type {Foreign} */ reply) =>
    listener(hidden(request, 'req'), hidden(reply, 'res'))
  )
  await listening(app, (port) => handledOnce(port, one))
})

const ADAPTERS = { 'Express': 'ExpressAdapter', 'Fastify': 'FastifyAdapter' }
await tally.group('Nest, rawBody: true, on', Object.keys(ADAPTERS), async (name) => {
  const one = receiver()
  await load('reflect-metadata')
  const { Controller, Module, Post, Req, Res } = await load('@nestjs/common')
  const { NestFactory } = await load('@nestjs/core')
  const { [ADAPTERS[/** @type {keyof typeof ADAPTERS} */ (name)]]: Adapter } = await load(`@nestjs/platform-${name.toLowerCase()}`)
  class Webhook {
    /**
     * @param {IncomingMessage} req
     * @param {ServerResponse} res
     */
    receive(req, res) {
      return toNodeHandler(one.handler)(req, res)
    }
  }
  Req()(Webhook.prototype, 'receive', 0)
  Res()(Webhook.prototype, 'receive', 1)
  Post()(Webhook.prototype, 'receive', Object.getOwnPropertyDescriptor(Webhook.prototype, 'receive'))
  Controller('webhook')(Webhook)
  class App {}
  Module({ controllers: [Webhook] })(App)
  const app = await NestFactory.create(App, new Adapter(), { rawBody: true, logger: false })
  await app.listen(0, HOST)
  try {
    await handledOnce(app.getHttpServer().address().port, one)
  } finally {
    await app.close()
  }
})

const PAIR = "pass the request and the response of Node's http server"
const FETCH = new Request('http://a.example/', { method: 'POST', body: '{}' })
/** @type {Record<string, [pair: [req: Mistyped, res: Mistyped], remedy: string]>} */
const NOT_NODES = {
  'nothing': [[undefined, undefined], PAIR],
  'a Fetch Request': [[FETCH, {}], 'a Fetch Request goes to the handler itself'],
  'no response': [[Object.assign(createServer(), { headers: {} }), { headersSent: false }], PAIR],
  'a context without a request': [[{ req: {}, res: {} }, async () => {}], PAIR],
  'an app of Fastify': [[fastify(), {}], 'Fastify: register webhookPlugin of webhook-verifier/fastify']
}
await tally.group('toNodeHandler with', Object.entries(NOT_NODES), async ([, [pair, remedy]]) => {
  const one = receiver()
  const error = await rejected(toNodeHandler(one.handler)(...pair))
  isError(error, TypeError)
  ok(/^toNodeHandler takes a response of Node's as its second argument, not \w+; /.test(error.message), error.message)
  same(error.message.split('; ').slice(1), [remedy], 'remedy')
  same([one.handled.length, one.rejected.length], [0, 0], 'handled and refused')
})

await tally.group('a mocked request', ['without httpVersionMajor', 'of node-mocks-http', 'of light-my-request'], async (which) => {
  const one = receiver()
  const { headers, body } = parcel({ secret: 'another' })
  if (which === 'of light-my-request') {
    const app = fastify()
    app.register(webhookPlugin, { routes: { '/webhook': one.handler } })
    same((await app.inject({ method: 'POST', url: '/webhook', headers, payload: body })).statusCode, 401, 'status')
    await app.close()
  } else {
    const { createRequest, createResponse } = tools('node-mocks-http')
    const res = createResponse()
    const req = createRequest({ method: 'POST', url: '/webhook', headers, body: Buffer.from(body) })
    if (which === 'without httpVersionMajor') delete req.httpVersionMajor
    await toNodeHandler(one.handler)(req, res)
    same(res.statusCode, 401, 'status')
    const large = createRequest({ method: 'POST', url: '/webhook', headers, body: Buffer.alloc(100_001) })
    large.complete = false
    await toNodeHandler(one.handler)(large, createResponse())
  }
  // A timer of an answer fires within this time.
  await pause(1200)
  noneUnhandled()
})

console.log(`ran Koa ${tools('koa/package.json').version}: toNodeHandler`)
if (!tally.end()) process.exitCode = 1
