// Trouble with the store: Redis is stopped, frozen, killed and restarted, full, slow. While it is away nothing is accepted
// and nothing is worked on; when it is back, the same receiver handles every delivery that the sender insists on, once.
// `node trouble.mjs <folder> [--long]`: with both clients and ten times each, else once each.
// @run reliability: nothing is accepted while the store is away; needs: redis-server, postgresql
import { ok, same } from '../runtimes/suite/expect.mjs'
import { Tally } from '../runtimes/suite/tally.mjs'
import { startPostgres } from '../package/stores/postgres-server.mjs'
import { startRedis } from '../package/stores/redis-server.mjs'
import { statusesOf } from './figures.mjs'
import { Ledger } from './ledger.mjs'
import { Proxy } from './proxy.mjs'
import { startReceivers } from './receivers.mjs'
import { bodyOf, SECRET, Sender, signed } from './sender.mjs'
import { peer } from './store.mjs'
import { isLong } from '../runner/amount.mjs'

const CLIENTS = ['redis', 'ioredis']
const ROUNDS = isLong ? 10 : 1
const CROWD = 20
const STORE_SECONDS = 0.5
/** Additional time for a machine with other work. */
const SLACK_MILLIS = 10_000

const tally = new Tally()
const postgres = await startPostgres()
// Work done before the store went away is known when it is back.
const redis = await startRedis({ args: ['--appendonly', 'yes', '--appendfsync', 'always'] })
const ledger = await Ledger.made(postgres.url)
const proxy = await Proxy.to(redis.port)
const sender = new Sender()

const TROUBLES = {
  stopped: { begin: () => redis.stop(), end: () => redis.start() },
  'killed and restarted': { begin: () => redis.kill(), end: () => redis.start() },
  frozen: { begin: () => redis.freeze(), end: () => redis.resume() },
  full: { begin: () => configure('maxmemory', '1'), end: () => configure('maxmemory', '0') },
  slow: { begin: () => (proxy.delayMillis = 2000), end: () => (proxy.delayMillis = 0) }
}

async function configure(name, value) {
  const client = await peer('redis').createClient({ url: redis.url }).connect()
  await client.configSet(name, value)
  await client.quit()
}

/** One delivery before, one and a crowd meanwhile, all of them again afterwards. */
async function pass({ begin, end }, receiver, name) {
  const { port, pid } = receiver
  const deliveryOf = (job) => signed(bodyOf(`${name} ${job}`))
  const [before, first] = ['before', 'first'].map(deliveryOf)
  const crowd = Array.from({ length: CROWD }, (_, number) => deliveryOf(`crowd ${number}`))
  /** @type {Record<string, any>} */
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
  const insist = (delivery) => sender.insist([port], () => delivery, { patience: 30_000 })
  seen.later = (await Promise.all(later.map(insist))).map((answers) => answers.at(-1))
  seen.back = performance.now() - begun
  seen.copies = await Promise.all(later.map((delivery) => sender.post(port, delivery)))
  seen.after = await worksOf(name)
  seen.isSame = receiver.isAlive && receiver.pid === pid
  return seen
}

/** How often each of this pass's deliveries was worked on. */
async function worksOf(name) {
  const counts = [...(await ledger.counts('attempts'))]
  return counts.filter(([job]) => job.startsWith(`${name} `)).map(([, count]) => count)
}

async function prove(trouble, receiver, name) {
  const { before, first, crowd, works, later, back, copies, after, isSame } = await pass(TROUBLES[trouble], receiver, name)
  const times = `the first after ${Math.round(first.millis)} ms; all accepted ${Math.round(back)} ms after it ended`
  console.log(`${name}: ${statusesOf([first, ...crowd])} meanwhile, ${times}`)
  await tally.group(
    name,
    Object.entries({
      'before': () => same(before.status, 200),
      'the first meanwhile': () => same(first.text, '{"code":"store_unavailable"}'),
      'when to retry': () => ok(Number(first.headers['retry-after']) > 0, 'no Retry-After'),
      'in time': () => ok(first.millis < STORE_SECONDS * 1000 + SLACK_MILLIS, `answered after ${first.millis} ms`),
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

/** A store that is slow but in time is no trouble. */
const late = async (receiver, name) =>
  tally.group(`${name}: late, but in time`, ['200'], async () => {
    proxy.delayMillis = 50
    const answer = await sender.post(receiver.port, signed(bodyOf(`${name} late`)))
    proxy.delayMillis = 0
    same(answer.status, 200)
  })

try {
  for (const client of CLIENTS) {
    const handler = { replay: { timeoutSeconds: STORE_SECONDS, leaseSeconds: 1 } }
    const storeAt = (port) => ({ name: client, url: `redis://127.0.0.1:${port}` })
    const settingsTo = (port) => ({ secret: SECRET, ledger: postgres.url, handler, store: storeAt(port) })
    const [direct] = await startReceivers(1, settingsTo(redis.port))
    const [proxied] = await startReceivers(1, settingsTo(proxy.port))
    for (let round = 1; round <= ROUNDS; round++) {
      for (const trouble of Object.keys(TROUBLES)) {
        await prove(trouble, trouble === 'slow' ? proxied : direct, `${client}, ${trouble}, ${round}`)
      }
    }
    await late(proxied, client)
    await Promise.all([direct.kill(), proxied.kill()])
  }
} finally {
  sender.close()
  proxy.close()
  await ledger.close()
  await Promise.all([redis.remove(), postgres.remove()])
}
if (!tally.end()) process.exitCode = 1
