// Bodies that a framework's own parser has read: the error names that framework and one remedy, word for word.
// `node parsed-bodies.mjs <folder>`
// @run adapters after parsers, Node 24; on: Node 24
import { createServer } from 'node:http'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { listening, load, refusedBeforeWork, serving, toNodeHandler, tools, webhookPlugin } from './framework-tools.mjs'
import { receiver } from './recording-handler.mjs'

/**
 * @import { IncomingMessage, ServerResponse } from 'node:http'
 * @import { WebhookHandler } from 'webhook-verifier'
 *
 * @typedef {(req: Foreign, res: Foreign) => unknown} Listener
 * @typedef {(port: number) => Promise<void>} Work
 * @typedef {(listener: Listener, work: Work, handler: WebhookHandler) => unknown} Start starts the app of a row, whose parser has read the body before `listener`
 */

const PAGE = 'https://github.com/webhook-verifier/webhook-verifier/blob/main/docs/frameworks.md'
const RESULT = 'by a parser that left its result in req.body'
const NOTHING = 'and neither req.rawBody nor req.body holds its bytes'
const EXPRESS_RESULT = 'by express.json(), express.urlencoded() or another parser that left its result in req.body'
const EXPRESS = `Express: put the route of the webhook before the parser. If that is not possible, see ${PAGE}#express-connect.`
const NEST = 'Nest: pass { rawBody: true } to NestFactory.create.'
const FASTIFY = 'Fastify: use webhookPlugin of webhook-verifier/fastify.'
const KOA = 'Koa: put the webhook before the body parser.'
const UNKNOWN = `Call the handler before the body is read. For your framework, see ${PAGE}.`
/** @type {(reason: string, remedy: string) => string} */
const message = (reason, remedy) => `The body was read already, ${reason}. The signature covers the raw bytes. ${remedy}`

/** @type {(name: string, ...parsers: ((tools: Foreign) => Foreign)[]) => Start} */
const express =
  (name, ...parsers) =>
  (listener, work) => {
    const app = tools(name)()
    for (const parser of parsers) app.use(parser(tools(name)))
    return serving(createServer(app.post('/webhook', listener)), work)
  }
/** @type {(tools: Foreign) => Foreign} */
const json = ({ json }) => json()
/** @type {() => (req: IncomingMessage, res: ServerResponse, next: () => void) => void} */
const reader = () => (req, res, next) => void req.on('end', next).resume()
/** @type {(tools: Foreign) => Foreign} */
const text = ({ text }) => text({ type: () => true })
/** @type {(tools: Foreign) => Foreign} */
const keepText = ({ json }) =>
  json({ verify: (/** @type {Foreign} */ req, /** @type {unknown} */ _, /** @type {Uint8Array} */ bytes) => (req.rawBody = String(bytes)) })

/** @type {(before: (listener: Listener) => Listener) => Start} */
const plain = (before) => (listener, work) => serving(createServer(before(listener)), work)
/** @type {(listener: Listener) => Listener} */
const parsed = (listener) => (req, res) => tools('express').json()(req, res, () => listener(req, res))
/**
 * As the Pages Router of Next.js hands them on.
 * @type {(listener: Listener) => Listener}
 */
const nextPages = (listener) => (req, res) => parsed(listener)(Object.assign(req, { cookies: {}, query: {}, preview: undefined }), res)
/** @type {(listener: Listener) => Listener} */
const connect = (listener) => tools('connect')().use(tools('express').json()).use('/webhook', listener)

/** @type {(wrap: (handle: Listener) => (ctx: Foreign) => unknown) => Start} */
const koa = (wrap) => (listener, work) => {
  const app = Object.assign(new (tools('koa'))(), { silent: true })
  app.use(async (/** @type {Foreign} */ ctx, /** @type {() => Promise<void>} */ next) => {
    ctx.request.body = JSON.parse(Buffer.concat(await ctx.req.toArray()).toString())
    await next()
  })
  return serving(createServer(app.use(wrap(listener)).callback()), work)
}

/** @type {(route: (app: Foreign, listener: Listener, handler: WebhookHandler) => void) => Start} */
const fastify = (route) => (listener, work, handler) => {
  const app = tools('fastify')()
  route(app, listener, handler)
  return listening(app, work)
}
/** @type {(app: Foreign, listener: Listener, handler: WebhookHandler) => void} */
const readBeforePlugin = (app, _, handler) => {
  app.addHook('preHandler', async (/** @type {{ raw: IncomingMessage }} */ { raw }) => void (await raw.toArray()))
  app.register(webhookPlugin, { routes: { '/webhook': handler } })
}

/**
 * Decorators, called by hand. Middleware runs before the controller's route.
 * @type {(adapter: 'Express' | 'Fastify', isMiddleware?: boolean) => Start}
 */
const nest = (adapter, isMiddleware) => async (listener, work) => {
  await load('reflect-metadata')
  const { Controller, Module, Post, Req, Res } = await load('@nestjs/common')
  const { NestFactory } = await load('@nestjs/core')
  const { [`${adapter}Adapter`]: Adapter } = await load(`@nestjs/platform-${adapter.toLowerCase()}`)
  class Webhook {
    /** @type {Listener} */
    receive(req, res) {
      return listener(req, res)
    }
  }
  Req()(Webhook.prototype, 'receive', 0)
  Res()(Webhook.prototype, 'receive', 1)
  Post()(Webhook.prototype, 'receive', Object.getOwnPropertyDescriptor(Webhook.prototype, 'receive'))
  Controller('webhook')(Webhook)
  class App {
    /** @param {Foreign} consumer */
    configure(consumer) {
      if (isMiddleware) consumer.apply(listener).forRoutes('webhook')
    }
  }
  Module({ controllers: [Webhook] })(App)
  const app = await NestFactory.create(App, new Adapter(), { logger: false })
  await app.listen(0, '127.0.0.1')
  try {
    await work(app.getHttpServer().address().port)
  } finally {
    await app.close()
  }
}

/** @type {Record<string, [start: Start, reason: string, remedy: string]>} */
const ROWS = {
  'express.json() of Express 5': [express('express', json), EXPRESS_RESULT, EXPRESS],
  'express.json() of Express 4': [express('express4', json), EXPRESS_RESULT, EXPRESS],
  'express.text()': [express('express', text), 'by express.text() or another parser that left a string in req.body', EXPRESS],
  'express.json() that keeps a string': [
    express('express', keepText),
    'and req.rawBody is a string; bytes are needed',
    'Express: assign the Buffer itself to req.rawBody.'
  ],
  'middleware of Express that drops the body': [express('express', reader), NOTHING, EXPRESS],
  'Nest on Express': [nest('Express'), RESULT, NEST],
  'Nest on Fastify': [nest('Fastify'), RESULT, NEST],
  'middleware of Nest on Express': [nest('Express', true), EXPRESS_RESULT, EXPRESS],
  'Fastify': [fastify((app, listener) => app.post('/webhook', listener)), RESULT, FASTIFY],
  'a hook of Fastify before webhookPlugin': [
    fastify(readBeforePlugin),
    'by a hook',
    'Fastify: keep that hook off the routes of webhookPlugin.'
  ],
  'Koa with ctx.request, ctx.response': [koa((handle) => (ctx) => handle(ctx.request, ctx.response)), RESULT, KOA],
  'Koa with ctx, ctx': [koa((handle) => (ctx) => handle(ctx, ctx)), NOTHING, KOA],
  'Koa with ctx.req, ctx.res': [koa((handle) => (ctx) => handle(ctx.req, ctx.res)), NOTHING, UNKNOWN],
  'Connect': [plain(connect), RESULT, UNKNOWN],
  'node:http': [plain(parsed), RESULT, UNKNOWN],
  'an API route of Next.js': [
    plain(nextPages),
    RESULT,
    'Next.js: export const config = { api: { bodyParser: false } } from the file of this API route.'
  ]
}

const tally = new Tally()
await tally.group('a body that was read by', Object.entries(ROWS), async ([, [start, reason, remedy]]) => {
  const one = receiver()
  /** @type {Work} */
  const work = async (port) => {
    const errors = await refusedBeforeWork(port, one)
    same(errors.map(String), [`TypeError: ${message(reason, remedy)}`], 'errors')
    same(one.rejected, [], 'refused deliveries')
  }
  await start(toNodeHandler(one.handler), work, one.handler)
})
if (!tally.end()) process.exitCode = 1
