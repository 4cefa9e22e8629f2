// Hostile load: nine of ten requests are hostile, and every one gets its status; every genuine delivery is handled once; the
// receiver's memory stays flat. With LONG=1, 10 minutes of it, and then the same load on the guide's snippet, for its speed; else 12
// seconds, or as many as PROOF_SECONDS says.
// @run reliability: hostile load; needs: redis-server, postgresql; slow
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { startPostgres } from '../package/stores/postgres-server.mjs'
import { startRedis } from '../package/stores/redis-server.mjs'
import { freshFolder } from '../package/stores/server.mjs'
import { startD1 } from './d1.mjs'
import { median, quantile } from './figures.mjs'
import { anyHostile, HOSTILE } from './hostile.mjs'
import { Ledger } from './ledger.mjs'
import { startReceivers } from './receivers.mjs'
import { bodyOf, SECRET, Sender, signed } from './sender.mjs'
import { isLong } from '../runner/amount.mjs'

/** @import { Receiver } from './receivers.mjs' */
/** @import { SentDelivery } from './sender.mjs' */
/** @typedef {{ verdicts: Map<string, number>, millis: number[], rate: number }} Load */
/** @typedef {{ rss: number, wasm: number }} Sample */

const SECONDS = Number(process.env.PROOF_SECONDS ?? (isLong ? 600 : 12))
const GUIDE_SECONDS = 60
const AT_ONCE = 32
/** Only the slow senders may take this long, on any machine. */
const BODY_SECONDS = 4
/** A limit for a machine that has much else to do. */
const STORE_SECONDS = 30
const SAMPLE_MILLIS = 250
const GROWTH = 64
const MIB = 1024 * 1024
/** How many of the last accepted deliveries are there to be replayed. */
const KEPT = 100

/** @type {{ name: string, expect: number, send: (target: Target) => Promise<number> }} */
const GENUINE = {
  name: 'genuine',
  expect: 200,
  async send({ sender, port, next, keep }) {
    const delivery = signed(next())
    const { status } = await sender.post(port, delivery)
    if (status === 200) keep(delivery)
    return status
  }
}

/** Common state of the load's requests: the genuine ones, to be counted and replayed. */
class Target {
  sender = new Sender()
  genuine = 0
  /** @type {SentDelivery[]} */
  #accepted = []
  #name

  /**
   * `patience` in milliseconds, with a receiver that waits for a body endlessly.
   * @param {number} port
   * @param {string} name
   * @param {number} [patience]
   */
  constructor(port, name, patience) {
    this.port = port
    this.patience = patience
    this.#name = name
  }

  next = () => bodyOf(`${this.#name} ${this.genuine++}`)
  /** @param {SentDelivery} delivery */
  keep = (delivery) => (this.#accepted[Math.floor(Math.random() * KEPT) % (this.#accepted.length + 1)] = delivery)
  accepted = () => /** @type {SentDelivery} */ (this.#accepted[Math.floor(Math.random() * this.#accepted.length)])
}

/**
 * @param {Target} target
 * @param {number} seconds
 * @returns for each kind its statuses, how often; and how long each answer took
 */
async function load(target, seconds) {
  /** @type {Load['verdicts']} */
  const verdicts = new Map()
  /** @type {number[]} */
  const millis = []
  const end = performance.now() + seconds * 1000
  const lane = async () => {
    while (performance.now() < end) {
      const kind = Math.random() < 0.1 ? GENUINE : anyHostile()
      const begin = performance.now()
      const status = await kind.send(target).catch((/** @type {NodeJS.ErrnoException} */ error) => error.code ?? error.message)
      if (kind.name !== 'slow body') millis.push(performance.now() - begin)
      const key = keyOf(kind, status)
      verdicts.set(key, (verdicts.get(key) ?? 0) + 1)
    }
  }
  await GENUINE.send(target)
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  target.sender.close()
  return { verdicts, millis, rate: millis.length / seconds }
}

/**
 * @param {{ name: string }} parts
 * @param {number | string} status
 */
const keyOf = ({ name }, status) => `${name}: ${status}`
/**
 * @param {number[]} millis
 * @param {number} part
 */
const timeOf = (millis, part) => `p${part * 100} ${quantile(millis, part).toFixed(0)} ms`
/** @param {Pick<Load, 'millis' | 'rate'>} load */
const speedOf = ({ millis, rate }) => `${Math.round(rate)} requests/s, ${timeOf(millis, 0.5)}, ${timeOf(millis, 0.99)}`
const KINDS = [GENUINE, ...HOSTILE]
/**
 * @param {Load} load
 * @param {{ name: string }} kind
 */
const countOf = ({ verdicts }, { name }) =>
  [...verdicts].filter(([key]) => key.startsWith(`${name}: `)).reduce((sum, [, count]) => sum + count, 0)

/**
 * Verdicts that differ from what the kind must get, as texts.
 * @param {Load} load
 */
function wrongOf({ verdicts }) {
  const right = new Set(KINDS.map((kind) => keyOf(kind, kind.expect)))
  return [...verdicts].filter(([key]) => !right.has(key)).map(([key, count]) => `${key}, ${count} times`)
}

/**
 * The medians of the second quarter and of the last: before it, engines warm up.
 * @param {Sample[]} samples
 * @param {keyof Sample} what
 * @returns {[early: number, late: number]}
 */
function growthOf(samples, what) {
  const quarter = Math.floor(samples.length / 4)
  /** @param {number} number */
  const of = (number) => median(samples.slice(number * quarter, (number + 1) * quarter).map((sample) => sample[what]))
  return [of(1), of(3)]
}

/**
 * @param {Receiver} receiver
 * @param {string} name
 */
async function prove(receiver, name) {
  /** @type {Sample[]} */
  const samples = []
  receiver.on('memory', (/** @type {Sample} */ sample) => samples.push(sample))
  const target = new Target(receiver.port, name)
  const result = await load(target, SECONDS)
  const [rss, wasm] = [growthOf(samples, 'rss'), growthOf(samples, 'wasm')]
  const counts = await ledger.counts('attempts')
  const genuine = countOf(result, GENUINE) + 1
  console.log(`${SECONDS} s: ${result.millis.length} requests, ${genuine} of them genuine; ${speedOf(result)}`)
  const mib = rss.map((bytes) => (bytes / MIB).toFixed(1))
  console.log(`RSS ${mib.join(' → ')} MiB, wasm ${wasm.join(' → ')} bytes (second quarter → last)`)
  await tally.group('every kind of request came', KINDS, (kind) => ok(countOf(result, kind) > 0, 'none'))
  await tally.group(
    'hostile load',
    Object.entries({
      'verdicts': () => same(wrongOf(result), [], 'wrong verdicts'),
      'genuine': () => same([genuine, counts.size], [target.genuine, target.genuine], 'answered, worked on'),
      'each once': () =>
        same(
          [...counts.values()].filter((count) => count !== 1),
          [],
          'works'
        ),
      'nobody else': () =>
        same(
          [...counts.keys()].filter((job) => !job.startsWith(`${name} `)),
          [],
          'worked on'
        ),
      'errors': () => same(receiver.errors, [], 'errors of the receiver'),
      'RSS': () => ok(rss[1] - rss[0] < GROWTH * MIB, `grew by ${((rss[1] - rss[0]) / MIB).toFixed(1)} MiB`),
      'wasm': () => same([wasm[0] > 0, wasm[1]], [true, wasm[0]], 'bytes')
    }),
    ([, check]) => check()
  )
}

/**
 * The snippet has no time-out and no store; its verdicts are for the curious.
 * @param {Receiver} receiver
 */
async function compare(receiver) {
  const result = await load(new Target(receiver.port, 'guide', BODY_SECONDS * 1000), GUIDE_SECONDS)
  const counts = await ledger.counts('attempts')
  const twice = [...counts].filter(([job, count]) => job.startsWith('guide ') && count > 1).length
  const hostile = [...counts.keys()].filter((job) => job.startsWith('hostile ')).length
  const work = `it worked on ${hostile} hostile deliveries, and more than once on ${twice} genuine ones`
  console.log(`the guide's snippet, patched, ${GUIDE_SECONDS} s: ${speedOf(result)}; ${work}`)
}

const tally = new Tally()
const [redis, postgres] = [await startRedis(), await startPostgres()]
const ledger = await Ledger.made(postgres.url)
const d1 = isLong ? await startD1() : undefined
const place = freshFolder('sqlite')
const sqlite = { name: 'sqlite', file: join(place, 'replay.db') }
const stores = { Redis: { name: 'redis', url: redis.url }, ...(isLong && { SQLite: sqlite, D1: { name: 'd1', url: d1?.url } }) }
try {
  const common = { secret: SECRET, ledger: postgres.url, memoryMillis: SAMPLE_MILLIS }
  const handler = { bodyTimeoutSeconds: BODY_SECONDS, replay: { timeoutSeconds: STORE_SECONDS } }
  for (const [name, store] of Object.entries(stores)) {
    const [ours] = /** @type {[Receiver]} */ (await startReceivers(1, { ...common, store, handler }))
    await prove(ours, name)
    await ours.kill()
    await ledger.clear()
  }
  const guides = isLong ? await startReceivers(1, { ...common, guide: true }) : []
  for (const guide of guides) {
    await compare(guide)
    await guide.kill()
  }
} finally {
  await ledger.close()
  await Promise.all([redis.remove(), postgres.remove(), d1?.remove()])
  rmSync(place, { recursive: true, force: true })
}
if (!tally.end()) process.exitCode = 1
