// Trouble with the store: Redis and PostgreSQL are stopped, frozen, killed and restarted, full, slow; a file of SQLite is locked by another
// process or lacks its table; D1 fails, loses replies, is slow. Meanwhile nothing is accepted and nothing is worked on; afterwards the
// same receiver handles every delivery that the sender insists on, once.
// `node trouble.mjs <folder>`: short, one round of some of them; with LONG=1 ten rounds of all, and of both clients of Redis.
// @run reliability: nothing is accepted while the store is away; needs: redis-server, postgresql; slow
import { ok, present, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { isLong } from '../runner/amount.mjs'
import { startPostgres } from '../package/stores/postgres-server.mjs'
import { statusesOf } from './figures.mjs'
import { Ledger } from './ledger.mjs'
import { startReceivers } from './receivers.mjs'
import { bodyOf, SECRET, Sender, signed } from './sender.mjs'
import { startTroubledStores } from './troubles.mjs'

/** @import { Proxy } from './proxy.mjs' */
/** @import { Receiver } from './receivers.mjs' */
/** @import { SentDelivery } from './sender.mjs' */
/** @import { StoreSettings } from './store.mjs' */
/** @import { Trouble, TroubledStore } from './troubles.mjs' */

const ROUNDS = isLong ? 10 : 1
/** The short form's, by store: all, or those named. */
const SHORT = { redis: undefined, ioredis: ['stopped', 'frozen'], postgres: ['killed and restarted'], sqlite: undefined, d1: ['failing'] }
const CROWD = 20
/** The store's time, by default: less than a trouble lasts. */
const STORE_SECONDS = 0.5
/** Longer than the work takes on a machine that has much else to do. */
const LEASE_SECONDS = 5
const PATIENCE = 120_000
/** Additional time for a machine with other work. */
const SLACK_MILLIS = 10_000

const tally = new Tally()
const postgres = await startPostgres()
const ledger = await Ledger.made(postgres.url)
const { stores, remove } = await startTroubledStores()
const sender = new Sender()

/**
 * One delivery before, one and a crowd meanwhile, all of them again afterwards.
 * @param {Trouble} trouble
 * @param {Receiver} receiver
 * @param {string} name
 */
async function pass({ begin, end }, receiver, name) {
  const { port, pid } = receiver
  /** @param {string} job */
  const deliveryOf = (job) => signed(bodyOf(`${name} ${job}`))
  const [before, first] = [deliveryOf('before'), deliveryOf('first')]
  const crowd = Array.from({ length: CROWD }, (_, number) => deliveryOf(`crowd ${number}`))
  /** @type {Record<string, Foreign>} */
  const seen = { before: await sender.post(port, before) }
  await begin()
  try {
    seen.first = await sender.post(port, first)
    seen.crowd = await Promise.all(crowd.map((delivery) => sender.post(port, delivery)))
    seen.works = await worksOf(name)
  } finally {
    await end()
  }
  const begun = performance.now()
  const later = [first, ...crowd, before]
  /** @param {SentDelivery} delivery */
  const insist = (delivery) => sender.insist([port], () => delivery, { patience: PATIENCE })
  seen.later = (await Promise.all(later.map(insist))).map((answers) => answers.at(-1))
  seen.back = performance.now() - begun
  // Insists on these too: a machine that has much else to do can be late once more.
  seen.copies = (await Promise.all(later.map(insist))).map((answers) => answers.at(-1))
  seen.after = await worksOf(name)
  seen.isSame = receiver.isAlive && receiver.pid === pid
  return seen
}

/**
 * How often each of this pass's deliveries was worked on.
 * @param {string} name
 */
async function worksOf(name) {
  const counts = [...(await ledger.counts('attempts'))]
  return counts.filter(([job]) => job.startsWith(`${name} `)).map(([, count]) => count)
}

/**
 * @param {Trouble} trouble
 * @param {Receiver} receiver
 * @param {string} name
 * @param {{ seconds?: number }} store
 */
async function prove(trouble, receiver, name, { seconds = STORE_SECONDS }) {
  const { before, first, crowd, works, later, back, copies, after, isSame } = await pass(trouble, receiver, name)
  const times = `the first after ${Math.round(first.millis)} ms; all accepted ${Math.round(back)} ms after it ended`
  console.log(`${name}: ${statusesOf([first, ...crowd])} meanwhile, ${times}`)
  await tally.group(
    name,
    Object.entries({
      'before': () => same(before.status, 200),
      'the first meanwhile': () => same(first.text, '{"code":"store_unavailable"}'),
      'when to retry': () => ok(Number(first.headers['retry-after']) > 0, 'no Retry-After'),
      'in time': () => ok(first.millis < seconds * 1000 + SLACK_MILLIS, `answered after ${first.millis} ms`),
      'nothing is accepted': () => same(statusesOf([first, ...crowd]), `${CROWD + 1} × 503`),
      'no work without a claim': () => same(works, [1], 'works but the one before'),
      'accepted later': () => same(statusesOf(later), `${CROWD + 2} × 200`),
      'copies': () => same(statusesOf(copies), `${CROWD + 2} × 200`),
      'each once': () => same(after, Array(CROWD + 2).fill(1), 'works'),
      'by the same receiver': () => ok(isSame, 'it was restarted')
    }),
    ([, check]) => check()
  )
}

/**
 * A store that is slow but in time is no trouble.
 * @param {{ proxy: Proxy }} store
 * @param {Receiver} receiver
 * @param {string} name
 */
const late = async ({ proxy }, receiver, name) =>
  tally.group(`${name}: late, but in time`, ['200'], async () => {
    proxy.delayMillis = 50
    const answer = await sender.post(receiver.port, signed(bodyOf(`${name} late`)))
    proxy.delayMillis = 0
    same(answer.status, 200)
  })

/**
 * A receiver for each way to the store.
 * @param {TroubledStore} store
 */
async function startForWays({ store, troubles, seconds }) {
  const handler = { replay: { timeoutSeconds: seconds ?? STORE_SECONDS, leaseSeconds: LEASE_SECONDS } }
  const ways = new Set(Object.values(troubles).map((trouble) => trouble.store ?? store))
  const settingsTo = (/** @type {StoreSettings} */ way) => ({ secret: SECRET, ledger: postgres.url, handler, store: way })
  const receivers = new Map()
  for (const way of ways) receivers.set(way, (await startReceivers(1, settingsTo(way)))[0])
  return receivers
}

/**
 * @param {string} name
 * @param {TroubledStore} one
 */
async function proveStore(name, one) {
  const receivers = await startForWays(one)
  const chosen = isLong ? undefined : SHORT[/** @type {keyof typeof SHORT} */ (name)]
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      for (const trouble of chosen ?? Object.keys(one.troubles)) {
        const what = present(one.troubles[trouble], trouble)
        await prove(what, receivers.get(what.store ?? one.store), `${name}, ${trouble}, ${round}`, one)
      }
    }
    if (one.proxy && !chosen)
      await late(/** @type {TroubledStore & { proxy: Proxy }} */ (one), receivers.get(present(one.troubles.slow).store), name)
  } finally {
    await Promise.all([...receivers.values()].map((receiver) => receiver.kill()))
  }
}

try {
  for (const [name, one] of Object.entries(stores)) await proveStore(name, one)
} finally {
  sender.close()
  await ledger.close()
  await Promise.all([remove(), postgres.remove()])
}
if (!tally.end()) process.exitCode = 1
