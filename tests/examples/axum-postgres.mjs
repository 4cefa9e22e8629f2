// The receiver in Rust with the npm package's table, examples/axum-postgres, next to a handler on Node that shares it: a delivery that
// one of them has claimed or handled is not handled by the other.
// @run example: axum-postgres; needs: postgresql; slow
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../../scripts/project.mjs'
import { toolFolder } from '../../scripts/runtimes.mjs'
import { freePort } from '../package/frameworks/port.mjs'
import { startPostgres } from '../package/stores/postgres-server.mjs'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { delivery, hangUp, outputOf, post, WEBHOOK_SECRET } from './sender.mjs'

/** @import { SignedText } from './sender.mjs' */

const HOUR = 3_600_000
const TRIES = 1000
const EXAMPLE = join(root, 'examples/axum-postgres')

const installed = createRequire(join(process.argv[2] ?? '', 'package.json'))
const { createWebhookHandler } = installed('webhook-verifier')
const { toNodeHandler } = installed('webhook-verifier/node')
const { postgresReplayStore, replayTableSql } = installed('webhook-verifier/replay/postgres')
const { Pool } = createRequire(join(toolFolder('stores'), 'package.json'))('pg')

/**
 * @param {string} what
 * @param {() => boolean | Promise<boolean>} isSo
 */
async function until(what, isSo) {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await isSo()) return
    await pause(10)
  }
  throw new Error(`${what}: this did not happen`)
}

/** The receiver in Rust, as a process. */
class RustReceiver {
  #output = ''
  address = ''
  /** @type {any} */
  child

  /** @param {string} url */
  async start(url) {
    const port = await freePort()
    this.address = `http://127.0.0.1:${port}`
    const env = { ...process.env, WEBHOOK_SECRET, DATABASE_URL: url, PORT: String(port) }
    this.child = spawn(join(root, 'target/quick/axum-postgres'), { env })
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (this.#output += text))
    const isListening = () => fetch(this.address).then(Boolean, () => this.child.exitCode !== null)
    await until('a listener', isListening)
    ok(this.child.exitCode === null, `it ended: ${this.#output}`)
    return this
  }

  get output() {
    return this.#output
  }

  /** `kill -9` */
  async kill() {
    this.child.kill('SIGKILL')
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
  }
}

/** The handler on Node: what it handled, and a gate at which its work waits. */
class NodeReceiver {
  /** @type {(string | undefined)[]} */
  handled = []
  /** @type {(string | undefined)[]} */
  duplicates = []
  gate = Promise.resolve()
  address = ''
  server = createServer()

  /** @param {Foreign} pool */
  async start(pool) {
    const handler = createWebhookHandler({
      secret: WEBHOOK_SECRET,
      replay: postgresReplayStore(pool),
      onEvent: async ({ data }) => void (await this.gate, this.handled.push(data.id)),
      onDuplicate: ({ data }) => this.duplicates.push(data.id),
      onRejected() {}
    })
    this.server = createServer(toNodeHandler(handler)).listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    this.address = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (this.server.address()).port}`
    return this
  }
}

execFileSync('cargo', ['build', '--quiet', '--profile', 'quick', '--package', 'axum-postgres'], { cwd: root, stdio: 'inherit' })
const tally = new Tally()

/** Captures the statements of the npm package's store, one for each call. */
async function statements() {
  /** @type {string[]} */
  const texts = []
  const store = postgresReplayStore({ query: async (/** @type {string} */ text) => (texts.push(text.trim()), [{ outcome: 'claimed' }]) })
  await store.claim({ key: 'k', owner: 'o', leaseSeconds: 1, keepSeconds: 1 })
  await store.complete({ key: 'k', owner: 'o', keepSeconds: 1 })
  await store.release({ key: 'k', owner: 'o' })
  const [claim, complete, release] = texts
  return { table: replayTableSql().trim(), claim, complete, release }
}
await tally.group('the statements are those of the npm package', Object.entries(await statements()), ([name, text]) =>
  same(readFileSync(join(EXAMPLE, 'sql', `${name}.sql`), 'utf8').trim(), text, name)
)

const postgres = await startPostgres()
const pool = new Pool({ connectionString: postgres.url }).on('error', () => {})
const [rust, node] = [await new RustReceiver().start(postgres.url), await new NodeReceiver().start(pool)]
/**
 * @param {{ address: string }} parts
 * @param {SignedText} sent
 */
const statusAt = async ({ address }, sent) => (await post(address, sent)).status
/** @param {SignedText[]} sent */
const bothAt = async (...sent) => [
  await statusAt(rust, /** @type {SignedText} */ (sent[0])),
  await statusAt(node, /** @type {SignedText} */ (sent.at(-1)))
]
/** @param {string} id */
const savedCount = async (id) => (await pool.query('SELECT FROM results WHERE output_url = $1', [outputOf(id)])).rowCount
/**
 * @param {{ output: string }} parts
 * @param {string} id
 */
const workedOn = ({ output }, id) => output.split('\n').filter((line) => line === `job.completed:${id}`).length
const expireLeases = () => pool.query('UPDATE webhook_replay SET lease = clock_timestamp() WHERE lease IS NOT NULL')

/**
 * Runs `work` while the table of results is locked, so that the work of the receiver in Rust waits.
 * @template Result
 * @param {() => Promise<Result>} work
 */
async function withResultsLocked(work) {
  const client = await pool.connect()
  await client.query('BEGIN; LOCK TABLE results')
  try {
    return await work()
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}
const isClaimed = async () => (await pool.query('SELECT FROM webhook_replay WHERE lease > clock_timestamp()')).rowCount === 1

/** @type {[name: string, sent: any, status: number, said: string][]} */
const REFUSED = [
  ['signed with another secret', delivery({ secret: 'guessed' }), 401, 'signature_mismatch'],
  ['signed an hour ago', delivery({ from: -HOUR }), 401, 'timestamp_too_old'],
  ['larger than 1 MiB', delivery({ note: 'x'.repeat(2 ** 20) }), 413, '']
]

const CASES = {
  async 'Rust handles, Node answers a copy'(/** @type {string} */ id) {
    const sent = delivery({ id })
    same(await bothAt(sent), [200, 200], 'statuses')
    same([await savedCount(id), node.handled.includes(id), node.duplicates.at(-1)], [1, false, id], 'saved, handled by Node, duplicate')
  },
  async 'Node handles, Rust answers a copy'(/** @type {string} */ id) {
    const sent = delivery({ id })
    same([await statusAt(node, sent), await statusAt(rust, sent)], [200, 200], 'statuses')
    same([node.handled.at(-1), await savedCount(id)], [id, 0], 'handled by Node, saved by Rust')
  },
  async 'Node is at work, Rust has the sender retry'(/** @type {string} */ id) {
    const sent = delivery({ id })
    /** @type {(value?: void) => void} */
    let open = () => {}
    node.gate = new Promise((resolve) => (open = resolve))
    const first = statusAt(node, sent)
    await until('a claim', isClaimed)
    const { status, headers } = await post(rust.address, sent)
    open()
    same([status, headers['retry-after'], await first], [503, '60', 200], 'status, Retry-After, status of the first')
    same([await statusAt(rust, sent), await savedCount(id)], [200, 0], 'status of the retry, saved by Rust')
  },
  async 'Rust is at work, Node has the sender retry'(/** @type {string} */ id) {
    const sent = delivery({ id })
    const first = await withResultsLocked(async () => {
      const first = statusAt(rust, sent)
      await until('a claim', isClaimed)
      const { status, headers } = await post(node.address, sent)
      same([status, headers['retry-after']], [503, '60'], 'status, Retry-After')
      return [first]
    })
    same([await first[0], await statusAt(node, sent), node.handled.includes(id)], [200, 200, false], 'statuses, handled by Node')
  },
  async 'the lease of Node expired, Rust handles the copy'(/** @type {string} */ id) {
    const sent = delivery({ id })
    /** @type {(value?: void) => void} */
    let open = () => {}
    node.gate = new Promise((resolve) => (open = resolve))
    const first = statusAt(node, sent)
    await until('a claim', isClaimed)
    await expireLeases()
    same([await statusAt(rust, sent), await savedCount(id)], [200, 1], 'status, saved by Rust')
    open()
    await first
    same(await statusAt(node, sent), 200, 'status of a third copy')
    same(node.handled.filter((each) => each === id).length, 1, 'times that the late worker ran')
  },
  async 'Rust fails, the retry is handled'(/** @type {string} */ id) {
    await pool.query('ALTER TABLE results RENAME TO results_away')
    const sent = delivery({ id })
    const status = await statusAt(rust, sent)
    await pool.query('ALTER TABLE results_away RENAME TO results')
    same([status, await statusAt(node, sent), node.handled.at(-1)], [500, 200, id], 'status, status of the retry, handled by Node')
  },
  async 'the sender hangs up, Rust finishes the work'(/** @type {string} */ id) {
    const sent = delivery({ id })
    await withResultsLocked(async () => {
      const canceling = new AbortController()
      const { timestamp, signature, body } = sent
      const headers = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }
      const asked = fetch(`${rust.address}/webhook`, { method: 'POST', headers, body, signal: canceling.signal }).catch(() => {})
      await until('a claim', isClaimed)
      canceling.abort()
      await asked
      await pause(100)
    })
    await until('the work', () => workedOn(rust, id) === 1)
    await until('its end', async () => !(await isClaimed()))
    same([await statusAt(node, sent), node.handled.includes(id)], [200, false], 'status of the retry, handled by Node')
  },
  async 'Rust is killed at work, Node handles the copy after the lease'(/** @type {string} */ id) {
    const sent = delivery({ id })
    await withResultsLocked(async () => {
      const broken = post(rust.address, sent).catch(() => 'broken')
      await until('a claim', isClaimed)
      await rust.kill()
      same([await broken, await statusAt(node, sent)], ['broken', 503], 'answer, status of a copy')
    })
    await expireLeases()
    same([await statusAt(node, sent), node.handled.at(-1)], [200, id], 'status, handled by Node')
  }
}

try {
  await tally.group('Rust refuses', REFUSED, async ([, sent, status, said]) => {
    same(await statusAt(rust, sent), status, 'status')
    await until(said, () => rust.output.includes(said))
  })
  await hangUp(rust.address)
  let count = 0
  await tally.group('Rust and Node share a store', Object.entries(CASES), ([, work]) => work(`job_shared_${++count}`))
  const second = await new RustReceiver().start(postgres.url)
  await tally.group('Rust answers while PostgreSQL is away', ['503, then 200'], async () => {
    const sent = delivery({ id: 'job_away' })
    await postgres.stop()
    const { status, headers } = await post(second.address, sent)
    await postgres.start()
    same([status, headers['retry-after']], [503, '5'], 'status, Retry-After')
    same([await statusAt(second, sent), await savedCount('job_away')], [200, 1], 'status of the retry, saved')
  })
  await second.kill()
} finally {
  await rust.kill()
  node.server.close()
  node.server.closeAllConnections()
  await pool.end()
  await postgres.remove()
}
if (!tally.end()) process.exitCode = 1
