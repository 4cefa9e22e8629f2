// Connections that end early, trickle or stay: no buffer is held for them, and a refused one is cut. `node connections.mjs <folder>`
// @run adapters and connections, Node 24; on: Node 24
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { exchange, Sender } from './client.mjs'
import { listening, serving, toNodeHandler, tools, webhookPlugin } from './framework-tools.mjs'
import { receiver } from './recording-handler.mjs'
import { parcel } from './signed-deliveries.mjs'

/** @import { Mistyped, TestedEvent } from '../../suite/cases.d.ts' */
/** @import { WebhookHandler } from 'webhook-verifier' */

const tally = new Tally()
const express = tools('express')
const fastify = tools('fastify')

await tally.group('bodies that never come', ['hold no buffer'], async () => {
  const { handler } = receiver({ bodyTimeoutSeconds: 60 })
  const { headers } = parcel()
  const before = process.memoryUsage().arrayBuffers
  const waiting = Array.from({ length: 500 }, () =>
    Object.assign(new Readable({ read() {} }), { method: 'POST', url: '/', headers, httpVersionMajor: 1 })
  )
  const answers = waiting.map((req) =>
    toNodeHandler(handler)(/** @type {Mistyped} */ (req), /** @type {Mistyped} */ ({ setHeader() {}, end() {} }))
  )
  await pause(20)
  const held = process.memoryUsage().arrayBuffers - before
  ok(held < 500 * 1024, `500 of them hold ${held} bytes`)
  for (const req of waiting) req.destroy()
  await Promise.all(answers)
})

/** @param {WebhookHandler} handler */
const fastifyServer = (handler) => {
  const app = fastify()
  app.register(webhookPlugin, { routes: { '/webhook': handler } })
  return (/** @type {(port: number) => unknown} */ work) => listening(app, work)
}
const SERVERS = {
  'node:http': (/** @type {WebhookHandler} */ handler) => (/** @type {(port: number) => unknown} */ work) =>
    serving(createServer(toNodeHandler(handler)), work),
  'Express': (/** @type {WebhookHandler} */ handler) => (/** @type {(port: number) => unknown} */ work) =>
    serving(createServer(express().all('/webhook', toNodeHandler(handler))), work),
  'Fastify': fastifyServer
}
await tally.group('a client that hangs up during the work aborts context.signal, on', Object.entries(SERVERS), async ([, serve]) => {
  /** @type {(isAborted: boolean) => void} */
  let told
  const aborted = new Promise((resolve) => (told = resolve))
  /** @type {Sender} */
  let sender
  /**
   * @param {TestedEvent} event
   * @param {{ signal: AbortSignal }} parts
   */
  const onEvent = async (event, { signal }) => {
    same(signal.aborted, false, 'aborted before')
    signal.addEventListener('abort', () => told(true))
    sender.hangUp()
    await aborted
  }
  const one = receiver({ onEvent })
  await serve(one.handler)(async (/** @type {number} */ port) => {
    const { headers, body } = parcel()
    sender = await Sender.to(port)
    sender.head({ ...headers, 'content-length': Buffer.byteLength(body) })
    await sender.write(body)
    ok(await Promise.race([aborted, pause(5000)]), `no abort; ${one.errors}`)
  })
})

const EARLY = {
  401: { 'x-webhook-signature': 'x' },
  415: { 'content-encoding': 'gzip' }
}
/**
 * A connection whose body trickles after the answer.
 * @param {number} port
 * @param {number} status
 * @param {Record<string, string>} headers
 */
async function isCut(port, status, headers) {
  const trickling = await Sender.to(port)
  trickling.head({ ...parcel(headers).headers, 'transfer-encoding': 'chunked' })
  same((await trickling.answer()).status, status, 'status')
  const timer = setInterval(() => trickling.write('1\r\nx\r\n'), 50)
  ok(await trickling.closed(), `after ${status} the connection is open`)
  clearInterval(timer)
}

/**
 * A connection whose body had arrived as a whole when it was refused: it serves the next delivery.
 * @param {number} port
 * @param {number} status
 * @param {Record<string, string>} headers
 */
async function isKept(port, status, headers) {
  const whole = await Sender.to(port)
  /** @type {[number, ReturnType<typeof parcel>][]} */
  const exchanges = [
    [status, parcel(headers)],
    [200, parcel()]
  ]
  for (const [expected, delivery] of exchanges) {
    whole.head({ ...delivery.headers, 'content-length': Buffer.byteLength(delivery.body) })
    await whole.write(delivery.body)
    same((await whole.answer()).status, expected, 'status on a connection that is kept')
    await pause(1200)
  }
  ok(!whole.isClosed, 'a finished request lost its connection')
  whole.hangUp()
}

/** @param {number} port */
async function isCutForItsMethod(port) {
  const other = await Sender.to(port)
  other.head({ 'content-length': 1000 }, { method: 'PUT' })
  same((await other.answer()).status, 405, 'status of another method')
  ok(await other.closed(), 'after 405 the connection is open')
}

// All at once: each waits for seconds.
const started = Object.entries(SERVERS).map(([name, serve]) => {
  /** @param {number} port */
  const all = (port) =>
    Promise.all([
      isCutForItsMethod(port),
      ...Object.entries(EARLY).flatMap(([status, headers]) => [isCut, isKept].map((work) => work(port, Number(status), headers)))
    ])
  return {
    name,
    failure: Promise.resolve(serve(receiver().handler)(all)).then(
      () => {},
      (error) => error
    )
  }
})
await tally.group('a refusal before the body ends cuts the connection, on', started, async ({ failure }) => {
  const error = await failure
  if (error) throw error
})

await tally.group('a delivery pipelined after a 413', ['gets no answer, and is handled once when it is sent again'], async () => {
  const one = receiver()
  await serving(createServer(toNodeHandler(one.handler)), async (/** @type {number} */ port) => {
    const [large, { headers, body }] = [parcel(), parcel()]
    const sender = await Sender.to(port)
    sender.head({ ...large.headers, 'content-length': 100_001 })
    await sender.write('x'.repeat(100_001))
    sender.head({ ...headers, 'content-length': Buffer.byteLength(body) })
    await sender.write(body)
    const answer = await sender.answer()
    same([answer.status, answer.headers.get('connection')], [413, 'close'], 'the first answer')
    ok((await sender.closed()) && !sender.hasAnswer, 'a second answer, or an open connection')
    same((await exchange(port, { headers, body })).status, 200, 'status when it is sent again')
    same(one.handled.length, 1, 'events handled')
  })
})

if (!tally.end()) process.exitCode = 1
