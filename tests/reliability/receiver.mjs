// A receiver as a user would run it: node:http, the installed package, a replay store that it shares with others, work in
// PostgreSQL. `node receiver.mjs <folder> <settings as JSON>`. It prints lines of JSON: where it listens, what went wrong,
// where it halts, how much memory it has.
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { made } from '../package/watch.mjs'
import { Ledger } from './ledger.mjs'
import { patchedGuide } from './patched-guide.mjs'
import { fromInstalled, storeOf } from './store.mjs'

/** @import { Mistyped, TestedEvent } from '../suite/cases.d.ts' */

const settings = JSON.parse(process.argv[3] ?? '')
const { createWebhookHandler } = fromInstalled('webhook-verifier')
const { toNodeHandler } = fromInstalled('webhook-verifier/node')
const ledger = new Ledger(settings.ledger, { connections: 10 })
/** @param {object} line */
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

/**
 * Halts where the delivery says so and its work is done for the first time: the parent process kills us there.
 * @param {string} stage
 * @param {{ id: string, halt?: string }} data
 * @param {number} attempt
 */
async function reach(stage, { id, halt }, attempt) {
  if (halt !== stage || attempt > 1) return
  say({ halted: id, stage })
  await new Promise(() => {})
}

/** @type {Record<string, (event: Mistyped) => Promise<unknown>>} */
const WORK = {
  /** Work that is seen as often as it is done. */
  async plain(/** @type {{ data: Mistyped }} */ { data }) {
    await pause(settings.workMillis ?? 0)
    await ledger.write(data.id)
  },
  /** The idempotent pattern: the event's key and the effect in one transaction. */
  async transaction(/** @type {{ data: Mistyped, idempotencyKey: string }} */ { data, idempotencyKey }) {
    const attempt = await ledger.write(data.id)
    await reach('begun', data, attempt)
    const key = settings.isIdempotent === false ? `${idempotencyKey} ${attempt}` : idempotencyKey
    await ledger.once(key, data.id, () => reach('written', data, attempt))
    await reach('committed', data, attempt)
    return attempt
  }
}

async function handler() {
  const work = /** @type {(typeof WORK)[string]} */ (WORK[settings.work ?? 'plain'])
  if (settings.guide) return patchedGuide(settings.secret, work)
  const attempts = new WeakMap()
  const { handler: options = {}, store } = settings
  const replayStore = await storeOf(store, say)
  const receive = createWebhookHandler({
    secrets: settings.secret,
    ...options,
    replay: replayStore && { store: replayStore, ...options.replay },
    onEvent: async (/** @type {TestedEvent} */ event, /** @type {{ request: Request }} */ { request }) =>
      void attempts.set(request, [event.data, await work(event)]),
    onError: (/** @type {Error} */ error) => say({ error: error.message })
  })
  return toNodeHandler(async (request, ...more) => {
    const response = await receive(request, ...more)
    const [data, attempt] = attempts.get(request) ?? []
    if (data) await reach('completed', data, attempt)
    return response
  })
}

const wasmBytes = () => made.reduce((sum, { instance }) => sum + instance.exports.memory.buffer.byteLength, 0)

if (settings.memoryMillis) {
  setInterval(() => say({ memory: { rss: process.memoryUsage.rss(), wasm: wasmBytes() } }), settings.memoryMillis)
}

const server = createServer(/** @type {import('node:http').RequestListener} */ (await handler()))
// A kept connection that is closed at the moment it is used again would look like a missing answer.
server.keepAliveTimeout = 3_600_000
server.listen(settings.port ?? 0, '127.0.0.1', () => say({ port: /** @type {import('node:net').AddressInfo} */ (server.address()).port }))
