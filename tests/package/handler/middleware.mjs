// Middleware that decides about headers and bodies: its decisions count. `node middleware.mjs <folder>`
// @run adapters after middleware, Node 24; on: Node 24
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { exchange } from './client.mjs'
import { handledOnce, installed, listening, serving, toNodeHandler, tools, webhookPlugin } from './framework-tools.mjs'
import { receiver } from './recording-handler.mjs'
import { parcel } from './signed-deliveries.mjs'

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

const tally = new Tally()
const fastify = tools('fastify')
const express = tools('express')
/**
 * An app whose middleware changes the headers of the request.
 * @param {(headers: Record<string, string>) => unknown} change
 * @param {Foreign} listener
 */
const withHeaders = (change, listener) =>
  express()
    .use(
      (/** @type {IncomingMessage} */ req, /** @type {ServerResponse} */ res, /** @type {() => void} */ next) => (
        change(/** @type {Record<string, string>} */ (req.headers)), next()
      )
    )
    .post('/webhook', listener)
await tally.group('headers that middleware', ['removed', 'set', 'renamed'], async (how) => {
  /** @type {(string | null)[]} */
  const tenants = []
  const { WebhookVerifier } = installed('webhook-verifier')
  const verifier = new WebhookVerifier('whsec_servers')
  const one = receiver({
    secrets: undefined,
    maxBodyBytes: undefined,
    verifier: (/** @type {Request} */ { headers }) => (tenants.push(headers.get('x-tenant')), verifier)
  })
  const delivery = parcel({ 'x-tenant': 'theirs' })
  if (how === 'renamed') {
    delivery.headers['x-original-signature'] = delivery.headers['x-webhook-signature']
    delivery.headers['x-webhook-signature'] = 'sha256=0'
  }
  const CHANGES = {
    removed: (/** @type {Record<string, string>} */ headers) => delete headers['x-tenant'],
    set: (/** @type {Record<string, string>} */ headers) => (headers['x-tenant'] = 'ours'),
    renamed: (/** @type {Record<string, string>} */ headers) => (headers['x-webhook-signature'] = headers['x-original-signature'] ?? '')
  }
  await serving(createServer(withHeaders(CHANGES[/** @type {keyof typeof CHANGES} */ (how)], toNodeHandler(one.handler))), async (port) => {
    same((await exchange(port, delivery)).status, 200, 'status')
  })
  same(tenants, [{ removed: null, set: 'ours', renamed: 'theirs' }[how]], 'tenant')
})

/**
 * A body as a proxy or the sender has compressed it; what signs is the text.
 * @returns {{ headers: Record<string, any>, body: any }}
 */
const packed = () => {
  const { headers, body } = parcel()
  return { headers: { ...headers, 'content-encoding': 'gzip', 'content-type': 'application/json' }, body: gzipSync(body) }
}
await tally.group('a body that was inflated', ['by express.raw()', 'by @fastify/compress'], async (how) => {
  const one = receiver()
  if (how === 'by express.raw()') {
    /**
     * @param {IncomingMessage} req
     * @param {ServerResponse} res
     * @param {() => void} next
     */
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
    other.addHook('preHandler', async (/** @type {Foreign} */ { raw }) => void delete raw.headers['content-encoding'])
    other.register(webhookPlugin, { routes: { '/webhook': one.handler } })
    await listening(other, async (port) => same((await exchange(port, packed())).status, 200, 'status'))
  }
  same(one.handled.length, 1, 'handled')
})

await tally.group('webhookPlugin next to a plugin that keeps raw bodies', ['without a hook', 'with an async hook'], async (which) => {
  const one = receiver()
  const app = fastify()
  await app.register(tools('fastify-raw-body'), { field: 'rawBody', global: true, encoding: false, runFirst: true })
  if (which === 'with an async hook') app.addHook('preHandler', async () => pause(20))
  app.register(webhookPlugin, { routes: { '/webhook': one.handler } })
  await listening(app, (port) => handledOnce(port, one))
})

if (!tally.end()) process.exitCode = 1
