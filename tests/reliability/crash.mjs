// Crash: receivers are killed (`kill -9`) in the middle of work, at every stage of it, while a sender insists until it has
// a 2xx. Every job is handled, and with the idempotent pattern its effect is in the database exactly once.
// `node crash.mjs <folder> [--long]`: 100 kills for each kind of sender, else 8, two at each stage.
// @run reliability: a crash loses nothing and repeats nothing; needs: redis-server, postgresql; slow
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { startBackends } from './backends.mjs'
import { statusesOf } from './figures.mjs'
import { startReceivers } from './receivers.mjs'
import { bodyOf, SECRET, Sender, signed } from './sender.mjs'
import { isLong } from '../runner/amount.mjs'

/** @import { Receiver } from './receivers.mjs' */
/** @import { Answer, SentDelivery } from './sender.mjs' */
/** @typedef {Map<string, Answer[]>} Jobs */
/** @typedef {{ attempts: number[], effects: number[] }} Tables */
/** @typedef {Tables & { name: string, jobs: Jobs, kills: string[] }} Proof */

const KILLS = isLong ? 100 : 8
const STAGES = ['begun', 'written', 'committed', 'completed']
const AT_ONCE = 6
const LEASE_SECONDS = 1
/** A limit for a machine that has much else to do, and not an expectation. */
const PATIENCE = 120_000
/** The first signature counts until a job is done. */
const TOLERANCE_SECONDS = 3600

const tally = new Tally()
const { stores, ledger, ledgerUrl, remove } = await startBackends()

/** @param {SentDelivery} delivery */
const copiesOf = (delivery) => () => delivery
/** Makes the delivery of each attempt. */
const MAKERS = {
  'the first signature again': (/** @type {string} */ body) => copiesOf(signed(body)),
  'each attempt re-signed': (/** @type {string} */ body) => () => signed(body)
}

/**
 * Kills a receiver wherever it says that it has halted, and starts it again. Another job that halts dies with it.
 * @param {Receiver} receiver
 * @param {string[]} kills
 * @param {Promise<void>[]} restarts
 */
function watch(receiver, kills, restarts) {
  receiver.on('halted', (/** @type {string} */ job, /** @type {{ stage: string }} */ { stage }) => {
    if (receiver.isBeingKilled) return
    kills.push(stage)
    restarts.push(receiver.restart())
  })
}

/**
 * Sends jobs until so many have killed their receiver, at each stage; every other job is one that happens to be around.
 * @param {number[]} ports
 * @param {(body: string) => () => SentDelivery} make
 * @param {string} name
 * @param {string[]} kills
 * @param {{ wanted: number, stages: string[] }} parts
 */
async function send(ports, make, name, kills, { wanted, stages }) {
  const sender = new Sender()
  /** @type {Jobs} */
  const jobs = new Map()
  const lane = async () => {
    while (kills.length < wanted || stages.some((stage) => !kills.includes(stage))) {
      const number = jobs.size
      const halt = number % 2 ? undefined : rarest(stages, kills)
      const job = `${name} ${number}`
      jobs.set(job, [])
      jobs.set(job, await sender.insist(ports, make(bodyOf(job, { halt })), { patience: PATIENCE }))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  sender.close()
  return jobs
}

/**
 * @param {string[]} kills
 * @param {string} stage
 */
const timesOf = (kills, stage) => kills.filter((each) => each === stage).length
/**
 * @param {string[]} stages
 * @param {string[]} kills
 */
const rarest = (stages, kills) => stages.reduce((least, stage) => (timesOf(kills, stage) < timesOf(kills, least) ? stage : least))

/** @param {{ store: string, retries: string, dedupe: string, wanted?: number, stages?: string[], isIdempotent?: boolean }} parts */
async function prove({ store, retries, dedupe, wanted = KILLS, stages = STAGES, isIdempotent = true }) {
  const name = `${store}, ${retries}, dedupe: '${dedupe}'${isIdempotent ? '' : ', not idempotent'}`
  const handler = { toleranceSeconds: TOLERANCE_SECONDS, replay: { dedupe, leaseSeconds: LEASE_SECONDS } }
  const common = { secret: SECRET, ledger: ledgerUrl, work: 'transaction' }
  const receivers = await startReceivers(2, { ...common, store: stores[/** @type {keyof typeof stores} */ (store)], isIdempotent, handler })
  /** @type {string[]} */
  const kills = []
  /** @type {Promise<void>[]} */
  const restarts = []
  try {
    for (const receiver of receivers) watch(receiver, kills, restarts)
    const jobs = await send(
      receivers.map(({ port }) => port),
      MAKERS[/** @type {keyof typeof MAKERS} */ (retries)],
      name,
      kills,
      { wanted, stages }
    )
    const all = await tablesOf(jobs)
    console.log(`${name}: ${sumOf(jobs, kills, all)}`)
    return { name, jobs, kills, ...all }
  } finally {
    await Promise.all(restarts)
    await Promise.all(receivers.map((receiver) => receiver.kill()))
  }
}

/**
 * How often each job was worked on, and how often its effect is there.
 * @param {Jobs} jobs
 * @returns {Promise<Tables>}
 */
async function tablesOf(jobs) {
  const [attempts, effects] = [await ledger.counts('attempts'), await ledger.counts('effects')]
  const of = (/** @type {Map<string, number>} */ counts) => [...jobs.keys()].map((job) => counts.get(job) ?? 0)
  return { attempts: of(attempts), effects: of(effects) }
}

/**
 * @param {Jobs} jobs
 * @param {string[]} kills
 * @param {Tables} tables
 */
function sumOf(jobs, kills, { attempts, effects }) {
  const stages = STAGES.map((stage) => `${timesOf(kills, stage)} ${stage}`)
  const tries = [...jobs.values()].reduce((sum, answers) => sum + answers.length, 0)
  const twice = attempts.filter((count) => count > 1).length
  const wrong = effects.filter((count) => count !== 1).length
  const work = `${twice} worked on more than once, ${wrong} without exactly one effect`
  return `${kills.length} kills (${stages.join(', ')}), ${jobs.size} jobs in ${tries} attempts, ${work}`
}

/** @param {Proof} proof */
const check = ({ name, jobs, kills, attempts, effects }) =>
  tally.group(
    name,
    Object.entries({
      'kills': () => ok(kills.length >= KILLS, `killed at ${kills}`),
      'accepted': () =>
        same([...jobs.values()].filter((answers) => answers.at(-1)?.status !== 200).map(statusesOf), [], 'answers of jobs without a 200'),
      'at least once': () => same(attempts.filter((count) => count < 1).length, 0, 'jobs that nobody worked on'),
      'exactly once': () => same(effects.filter((count) => count !== 1).length, 0, 'jobs whose effect is not there exactly once'),
      'in pieces': () =>
        ok(
          [...jobs.values()].flat().some(({ status }) => status === 0),
          'no connection broke'
        )
    }),
    ([, one]) => one()
  )

const AGAIN = { store: 'Redis', retries: 'the first signature again', dedupe: 'delivery' }
const RESIGNED = { store: 'PostgreSQL', retries: 'each attempt re-signed', dedupe: 'event' }
const IN_FILE = { ...AGAIN, store: 'SQLite' }
const IN_D1 = { ...RESIGNED, store: 'D1' }
/** The store knows none of the retries: the database alone tells them apart. */
const UNKNOWN = { store: 'Redis', retries: 'each attempt re-signed', dedupe: 'delivery' }

try {
  for (const each of [AGAIN, RESIGNED, ...(isLong ? [UNKNOWN, IN_FILE, IN_D1] : [])]) await check(await prove(each))
  const { effects } = await prove({ ...AGAIN, wanted: 1, stages: ['committed'], isIdempotent: false })
  await tally.group('without the idempotent pattern', ['it shows'], () => ok(Math.max(...effects) > 1, 'no effect was there twice'))
} finally {
  await remove()
}
if (!tally.end()) process.exitCode = 1
