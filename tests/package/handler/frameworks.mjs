// Real servers, each with the handler as docs/frameworks.md has it, on a port that the system chooses: `start` returns it,
// and a function that stops it. `other`: it has a route next to the webhook; `resets`: see checks.mjs.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toolFolder, versionOf } from '../../../scripts/runtimes.mjs'

/** @import { IncomingMessage, Server, ServerResponse } from 'node:http' */
/** @import { WebhookHandler } from 'webhook-verifier' */

const [, , folder = ''] = process.argv
const tools = createRequire(join(toolFolder('frameworks'), 'package.json'))
const installed = createRequire(join(folder, 'package.json'))
/** @param {string} name */
const load = (name) => import(pathToFileURL(tools.resolve(name)).href)
const { toNodeHandler } = installed('webhook-verifier/node')
const { webhookPlugin } = installed('webhook-verifier/fastify')

const HOST = '127.0.0.1'
/** @param {Server} server */
const at = (server, stop = () => closed(server)) => ({ port: /** @type {import('node:net').AddressInfo} */ (server.address()).port, stop })
/** @param {Server} server */
const listening = (server) => new Promise((resolve) => server.listen(0, HOST, () => resolve(at(server))))
/** @param {Server} server */
const closed = (server) => new Promise((resolve) => (server.close(resolve), server.closeAllConnections?.()))
/** @param {string} name */
const version = (name) => versionOf('frameworks', name)

/**
 * An Express app with `before` in front of the webhook.
 * @param {string} name
 * @param {(express: Foreign) => Foreign[]} [before]
 */
const express = (name, before) => ({
  version: version(name),
  other: !before,
  async start(/** @type {WebhookHandler} */ handler) {
    const app = tools(name)()
    for (const middleware of before?.(tools(name)) ?? []) app.use(middleware)
    app.all('/webhook', toNodeHandler(handler))
    app.post('/other', tools(name).json(), (/** @type {Foreign} */ req, /** @type {Foreign} */ res) => res.json(req.body))
    return listening(createServer(app))
  }
})

/**
 * @param {Foreign} req
 * @param {unknown} _
 * @param {Uint8Array} bytes
 */
const keepBytes = (req, _, bytes) => (req.rawBody = bytes)

/** @type {Record<string, any>} */
export const FRAMEWORKS = {
  'node:http': {
    version: process.versions.node,
    start: (/** @type {WebhookHandler} */ handler) => listening(createServer(toNodeHandler(handler)))
  },
  'Express 5': express('express'),
  'Express 4': express('express4'),
  'Connect': {
    version: version('connect'),
    start(/** @type {WebhookHandler} */ handler) {
      const app = tools('connect')()
      app.use('/webhook', toNodeHandler(handler))
      return listening(createServer(app))
    }
  },
  'Fastify': {
    version: version('fastify'),
    other: true,
    async start(/** @type {WebhookHandler} */ handler) {
      const app = tools('fastify')()
      // The app's own, which is none of the webhook's.
      app.addContentTypeParser(
        'application/octet-stream',
        { parseAs: 'string' },
        (/** @type {Foreign} */ request, /** @type {string} */ text, /** @type {Foreign} */ done) => done(null, { text })
      )
      app.register(webhookPlugin, { routes: { '/webhook': handler } })
      app.post('/other', async (/** @type {Request} */ request) => request.body)
      await app.listen({ port: 0, host: HOST })
      return at(app.server, () => app.close())
    }
  },
  'Hono (node-server)': {
    version: version('hono'),
    other: true,
    resets: true,
    async start(/** @type {WebhookHandler} */ handler) {
      const { Hono } = await load('hono')
      const { serve } = await load('@hono/node-server')
      const app = new Hono()
      app.all('/webhook', (/** @type {Foreign} */ c) => handler(c.req.raw))
      app.post('/other', async (/** @type {Foreign} */ c) => c.json(await c.req.json()))
      return new Promise((resolve) => {
        const server = serve({ fetch: app.fetch, port: 0, hostname: HOST }, () => resolve(at(server)))
      })
    }
  }
}

/**
 * Where a parser has been before, which leaves the bytes, or does not look at the type.
 * @type {Record<string, any>}
 */
export const PARSED = {
  'Express 5 behind express.raw()': express('express', ({ raw }) => [raw({ type: () => true, limit: '1mb' })]),
  'Express 5 behind express.json() that keeps the bytes': express('express', ({ json }) => [json({ verify: keepBytes, limit: '1mb' })]),
  'Express 5 behind a parser of forms': express('express', ({ urlencoded }) => [urlencoded({ extended: false })]),
  'Express 4 behind express.raw()': express('express4', ({ raw }) => [raw({ type: () => true, limit: '1mb' })]),
  'Express 4 behind express.json() that keeps the bytes': express('express4', ({ json }) => [json({ verify: keepBytes })]),
  'Express 4 behind a parser of forms': express('express4', ({ urlencoded }) => [urlencoded({ extended: false })]),
  'Nest': {
    version: version('@nestjs/core'),
    async start(/** @type {WebhookHandler} */ handler) {
      const app = await nest(handler)
      await app.listen(0, HOST)
      return at(app.getHttpServer(), () => app.close())
    }
  },
  'Firebase (functions-framework)': {
    version: version('@google-cloud/functions-framework'),
    async start(/** @type {WebhookHandler} */ handler) {
      const { http } = await load('@google-cloud/functions-framework')
      const { getTestServer } = await load('@google-cloud/functions-framework/testing')
      http('webhook', toNodeHandler(handler))
      return listening(getTestServer('webhook'))
    }
  }
}

/**
 * Decorators, called by hand.
 * @param {WebhookHandler} handler
 */
async function nest(handler) {
  await load('reflect-metadata')
  const { Controller, Module, All, Req, Res } = await load('@nestjs/common')
  const { NestFactory } = await load('@nestjs/core')
  class Webhook {
    /**
     * @param {IncomingMessage} req
     * @param {ServerResponse} res
     */
    receive(req, res) {
      return toNodeHandler(handler)(req, res)
    }
  }
  Req()(Webhook.prototype, 'receive', 0)
  Res()(Webhook.prototype, 'receive', 1)
  All()(Webhook.prototype, 'receive', Object.getOwnPropertyDescriptor(Webhook.prototype, 'receive'))
  Controller('webhook')(Webhook)
  class App {}
  Module({ controllers: [Webhook] })(App)
  return NestFactory.create(App, { rawBody: true, logger: false })
}
