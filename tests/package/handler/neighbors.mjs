// Frameworks that hand on objects of their own, middleware that decides about headers and bodies, and requests that are not quite
// Node's: the delivery is handled, or refused before any work. `node neighbors.mjs <folder>`
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { toolFolder } from '../../../scripts/runtimes.mjs'
import { isError, ok, rejected, same } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'
import { exchange, Sender } from './client.mjs'
import { receiver } from './recording-handler.mjs'
import { parcel } from './signed-deliveries.mjs'

const [, , folder] = process.argv
const tools = createRequire(join(toolFolder('frameworks'), 'package.json'))
const installed = createRequire(join(folder, 'package.json'))
const load = (name) => import(pathToFileURL(tools.resolve(name)))
const { toNodeHandler } = installed('webhook-verifier/node')
const { webhookPlugin } = installed('webhook-verifier/fastify')

const tally = new Tally()
const unhandled = []
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => unhandled.push(error))
const HOST = '127.0.0.1'

/** Runs `work` with the port while the server listens. */
async function serving(server, work) {
  server.listen(0, HOST)
  await once(server, 'listening')
  try {
    return await work(server.address().port)
  } finally {
    server.close()
    server.closeAllConnections()
    same(unhandled.splice(0).map(String), [], 'unhandled errors')
  }
}

async function listening(app, work) {
  await app.listen({ port: 0, host: HOST })
  try {
    return await work(app.server.address().port)
  } finally {
    await app.close()
    same(unhandled.splice(0).map(String), [], 'unhandled errors')
  }
}

/** Sends a delivery, its copy and a forgery; each is answered, and the work is done once. */
async function handledOnce(port, { handled, errors }) {
  const delivery = parcel()
  same((await exchange(port, delivery)).status, 200, 'status')
  same((await exchange(port, delivery)).status, 200, 'status of a copy')
  const forged = await exchange(port, parcel({ secret: 'another' }))
  same([forged.status, forged.body], [401, '{"code":"unauthorized"}'], 'answer to a forgery')
  same([handled.length, errors.map(String)], [1, []], 'handled and errors')
}

/** Sends a delivery that cannot be handled. */
async function refusedBeforeWork(port, { handled, errors }, status = 500) {
  same([(await exchange(port, parcel())).status, handled.length], [status, 0], 'status and handled')
  return errors
}

const Koa = tools('koa')
const koa = (listener) => {
  const app = new Koa()
  app.silent = true
  app.use(listener)
  return createServer(app.callback())
}
const KOA = {
  'ctx.req, ctx.res': (handle) => (ctx) => handle(ctx.req, ctx.res),
  'ctx.request, ctx.response': (handle) => (ctx) => handle(ctx.request, ctx.response)
}
await tally.group('Koa with', Object.entries(KOA), async ([, wrap]) => {
  const one = receiver()
  await serving(koa(wrap(toNodeHandler(one.handler))), (port) => handledOnce(port, one))
})
await tally.group('Koa with', ['the handler as its middleware: refused'], async () => {
  const one = receiver()
  await serving(koa(toNodeHandler(one.handler)), (port) => refusedBeforeWork(port, one))
})

const fastify = tools('fastify')
await tally.group('a Fastify route with (request, reply)', ['whose parser keeps the bytes', 'whose parser does not'], async (which) => {
  const one = receiver()
  const app = fastify()
  if (which.endsWith('bytes'))
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => done(null, bytes))
  const listener = toNodeHandler(one.handler)
  app.post('/webhook', (request, reply) => listener(request, reply))
  await listening(app, async (port) => {
    if (which.endsWith('bytes')) return handledOnce(port, one)
    const [error] = await refusedBeforeWork(port, one)
    ok(String(error).startsWith('TypeError: The body was read already') && String(error).includes('webhookPlugin'), `it says: ${error}`)
  })
})

const ADAPTERS = { 'Express': 'ExpressAdapter', 'Fastify': 'FastifyAdapter' }
await tally.group('Nest, rawBody: true, on', Object.keys(ADAPTERS), async (name) => {
  const one = receiver()
  await load('reflect-metadata')
  const { Controller, Module, Post, Req, Res } = await load('@nestjs/common')
  const { NestFactory } = await load('@nestjs/core')
  const { [ADAPTERS[name]]: Adapter } = await load(`@nestjs/platform-${name.toLowerCase()}`)
  class Webhook {
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

const NOT_NODES = {
  'nothing': [undefined, undefined],
  'a Fetch Request': [new Request('http://a.example/', { method: 'POST', body: '{}' }), {}],
  'no response': [Object.assign(createServer(), { headers: {} }), { headersSent: false }],
  'a context alone': [{ req: {}, res: {} }, async () => {}]
}
await tally.group('toNodeHandler handed', Object.entries(NOT_NODES), async ([, pair]) => {
  const one = receiver()
  isError(await rejected(toNodeHandler(one.handler)(...pair)), TypeError)
  same([one.handled.length, one.rejected.length], [0, 0], 'handled and refused')
})

const express = tools('express')
/** An app whose middleware changes the headers of the request. */
const withHeaders = (change, listener) =>
  express()
    .use((req, res, next) => (change(req.headers), next()))
    .post('/webhook', listener)
await tally.group('headers that middleware', ['removed', 'set', 'renamed'], async (how) => {
  const tenants = []
  const { WebhookVerifier } = installed('webhook-verifier')
  const verifier = new WebhookVerifier('whsec_servers')
  const one = receiver({
    secrets: undefined,
    maxBodyBytes: undefined,
    verifier: ({ headers }) => (tenants.push(headers.get('x-tenant')), verifier)
  })
  const delivery = parcel({ 'x-tenant': 'theirs' })
  if (how === 'renamed') {
    delivery.headers['x-original-signature'] = delivery.headers['x-webhook-signature']
    delivery.headers['x-webhook-signature'] = 'sha256=0'
  }
  const CHANGES = {
    removed: (headers) => delete headers['x-tenant'],
    set: (headers) => (headers['x-tenant'] = 'ours'),
    renamed: (headers) => (headers['x-webhook-signature'] = headers['x-original-signature'])
  }
  await serving(createServer(withHeaders(CHANGES[how], toNodeHandler(one.handler))), async (port) => {
    same((await exchange(port, delivery)).status, 200, 'status')
  })
  same(tenants, [{ removed: null, set: 'ours', renamed: 'theirs' }[how]], 'tenant')
})

/** A body as a proxy or the sender has compressed it; what signs is the text. */
const packed = () => {
  const { headers, body } = parcel()
  return { headers: { ...headers, 'content-encoding': 'gzip', 'content-type': 'application/json' }, body: gzipSync(body) }
}
await tally.group('a body that was inflated', ['by express.raw()', 'by @fastify/compress'], async (how) => {
  const one = receiver()
  if (how === 'by express.raw()') {
    const clean = (req, res, next) => (delete req.headers['content-encoding'], next())
    const app = express()
      .use(express.raw({ type: () => true }), clean)
      .post('/webhook', toNodeHandler(one.handler))
    await serving(createServer(app), async (port) => same((await exchange(port, packed())).status, 200, 'status'))
  } else {
    const app = fastify()
    await app.register(tools('@fastify/compress'))
    app.register(webhookPlugin, { routes: { '/webhook': one.handler } })
    await listening(app, async (port) => {
      same((await exchange(port, packed())).status, 415, 'status before the header is deleted')
    })
    const other = fastify()
    await other.register(tools('@fastify/compress'))
    other.addHook('preHandler', async ({ raw }) => void delete raw.headers['content-encoding'])
    other.register(webhookPlugin, { routes: { '/webhook': one.handler } })
    await listening(other, async (port) => same((await exchange(port, packed())).status, 200, 'status'))
  }
  same(one.handled.length, 1, 'handled')
})

await tally.group('webhookPlugin beside a plugin that keeps raw bodies', ['without a hook', 'with an async hook'], async (which) => {
  const one = receiver()
  const app = fastify()
  await app.register(tools('fastify-raw-body'), { field: 'rawBody', global: true, encoding: false, runFirst: true })
  if (which === 'with an async hook') app.addHook('preHandler', async () => new Promise((resolve) => setTimeout(resolve, 20)))
  app.register(webhookPlugin, { routes: { '/webhook': one.handler } })
  await listening(app, (port) => handledOnce(port, one))
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
  await new Promise((resolve) => setTimeout(resolve, 1200))
  same(unhandled.splice(0).map(String), [], 'unhandled errors')
})

/** As the Pages Router of Next.js hands them on. */
await tally.group('an API route of Next.js without bodyParser: false', ['the remedy is named'], async () => {
  const one = receiver()
  const listener = toNodeHandler(one.handler)
  const parse = (req, res) => (
    Object.assign(req, { cookies: {}, query: {}, preview: undefined }), express.json()(req, res, () => listener(req, res))
  )
  await serving(createServer(parse), async (port) => {
    const [error] = await refusedBeforeWork(port, one)
    ok(
      error.message.includes('bodyParser: false') && !/express|Nest/.test(error.message.split('. ').slice(1).join()),
      `it says: ${error.message}`
    )
  })
})

await tally.group('a client that hangs up during the work', ['aborts context.signal'], async () => {
  let told
  const aborted = new Promise((resolve) => (told = resolve))
  let sender
  const onEvent = async (event, { signal }) => {
    same(signal.aborted, false, 'aborted before')
    signal.addEventListener('abort', told)
    sender.hangUp()
    await aborted
  }
  await serving(createServer(toNodeHandler(receiver({ onEvent }).handler)), async (port) => {
    const { headers, body } = parcel()
    sender = await Sender.to(port)
    sender.head({ ...headers, 'content-length': Buffer.byteLength(body) })
    await sender.write(body)
    await aborted
  })
})

await tally.group('bodies that never come', ['hold no buffer'], async () => {
  const { handler } = receiver({ bodyTimeoutSeconds: 60 })
  const { headers } = parcel()
  const before = process.memoryUsage().arrayBuffers
  const waiting = Array.from({ length: 500 }, () =>
    Object.assign(new Readable({ read() {} }), { method: 'POST', url: '/', headers, httpVersionMajor: 1 })
  )
  const answers = waiting.map((req) => toNodeHandler(handler)(req, { setHeader() {}, end() {} }))
  await new Promise((resolve) => setTimeout(resolve, 20))
  const held = process.memoryUsage().arrayBuffers - before
  ok(held < 500 * 1024, `500 of them hold ${held} bytes`)
  for (const req of waiting) req.destroy()
  await Promise.all(answers)
})

const fastifyServer = (handler) => {
  const app = fastify()
  app.register(webhookPlugin, { routes: { '/webhook': handler } })
  return (work) => listening(app, work)
}
const SERVERS = {
  'node:http': (handler) => (work) => serving(createServer(toNodeHandler(handler)), work),
  'Express': (handler) => (work) => serving(createServer(express().all('/webhook', toNodeHandler(handler))), work),
  'Fastify': fastifyServer
}
const EARLY = {
  401: { 'x-webhook-signature': 'x' },
  415: { 'content-encoding': 'gzip' }
}
await tally.group('a refusal before the body ends cuts the connection, on', Object.entries(SERVERS), async ([, serve]) => {
  await serve(receiver().handler)(async (port) => {
    for (const [status, headers] of Object.entries(EARLY)) {
      const trickling = await Sender.to(port)
      trickling.head({ ...parcel(headers).headers, 'transfer-encoding': 'chunked' })
      same((await trickling.answer()).status, Number(status), 'status')
      const timer = setInterval(() => trickling.write('1\r\nx\r\n'), 50)
      ok(await trickling.closed(), `after ${status} the connection is open`)
      clearInterval(timer)
      const other = parcel(headers)
      const whole = await Sender.to(port)
      for (const delivery of [other, parcel()]) {
        whole.head({ ...delivery.headers, 'content-length': Buffer.byteLength(delivery.body) })
        await whole.write(delivery.body)
        same((await whole.answer()).status, delivery === other ? Number(status) : 200, 'status on a connection that is kept')
        await new Promise((resolve) => setTimeout(resolve, 1200))
      }
      ok(!whole.isClosed, 'a finished request lost its connection')
      whole.hangUp()
    }
    const other = await Sender.to(port)
    other.head({ 'content-length': 1000 }, { method: 'PUT' })
    same((await other.answer()).status, 405, 'status of another method')
    ok(await other.closed(), 'after 405 the connection is open')
  })
})

console.log(`ran Koa ${tools('koa/package.json').version}: toNodeHandler`)
if (!tally.end()) process.exitCode = 1
