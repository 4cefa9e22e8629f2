// Once: 10,000 copies of one delivery against four processes that share a store, and the work runs one time. Then the
// same with a sender that re-signs every copy, under `dedupe: 'event'`. `node once.mjs <folder> [--long]`; short, it is
// 500 copies.
// @run reliability: copies are handled once; needs: redis-server, postgresql; slow
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { startBackends } from './backends.mjs'
import { statusesOf } from './figures.mjs'
import { startReceivers } from './receivers.mjs'
import { bodyOf, eachOf, SECRET, Sender, signed } from './sender.mjs'
import { isLong } from '../runner/amount.mjs'

/** @import { Mistyped } from '../suite/cases.d.ts' */
/** @import { SentDelivery } from './sender.mjs' */

const COPIES = isLong ? 10_000 : 500
const AT_ONCE = 64
const RECEIVERS = 4
/** Long enough for copies to arrive at every process while the work is in hand. */
const WORK_MILLIS = 250
/** Limits for a machine that has much else to do. */
const [STORE_SECONDS, TOLERANCE_SECONDS] = [60, 3600]

const tally = new Tally()
const { stores, ledger, ledgerUrl, remove } = await startBackends()
/** @param {SentDelivery} delivery */
const copiesOf = (delivery) => () => delivery
const SENDERS = {
  'one signature': { dedupe: 'delivery', copierOf: (/** @type {string} */ body) => copiesOf(signed(body)) },
  'each copy re-signed': { dedupe: 'event', copierOf: (/** @type {string} */ body) => () => signed(body) }
}

/**
 * Sends all copies and returns the answers, each with its place in the order of events.
 * @param {number[]} ports
 * @param {() => SentDelivery} copy
 * @param {number} copies
 */
async function flood(ports, copy, copies) {
  const sender = new Sender()
  /** @type {Mistyped[]} */
  const answers = []
  let event = 0
  await eachOf(copies, AT_ONCE, async (/** @type {number} */ number) => {
    const sent = event++
    const answer = await sender.post(Number(ports[number % ports.length]), copy())
    answers.push({ ...answer, sent, came: event++ })
  })
  sender.close()
  return answers
}

/**
 * @param {string} store
 * @param {string} name
 */
async function prove(store, name) {
  const { dedupe, copierOf } = SENDERS[/** @type {keyof typeof SENDERS} */ (name)]
  const settings = {
    secret: SECRET,
    ledger: ledgerUrl,
    store: stores[/** @type {keyof typeof stores} */ (store)],
    workMillis: WORK_MILLIS,
    handler: { toleranceSeconds: TOLERANCE_SECONDS, replay: { dedupe, timeoutSeconds: STORE_SECONDS } }
  }
  const receivers = await startReceivers(RECEIVERS, settings)
  try {
    const job = `${store} ${name}`
    // In the short form, few for the stores that every delivery waits for.
    const copies = isLong || !['SQLite', 'D1'].includes(store) ? COPIES : COPIES / 5
    const begin = performance.now()
    const answers = await flood(
      receivers.map(({ port }) => port),
      copierOf(bodyOf(job)),
      copies
    )
    const seconds = (performance.now() - begin) / 1000
    const works = await ledger.countOf(job)
    const rate = `${Math.round(copies / seconds)} requests/s`
    console.log(`${copies} copies, ${store}, ${name}: worked ${works} time(s); ${statusesOf(answers)}; ${rate}`)
    const first = Math.min(...answers.filter(({ status }) => status === 200).map(({ came }) => came))
    const errors = receivers.flatMap(({ errors }) => errors)
    const late = answers.filter(({ sent, status }) => sent > first && status !== 200)
    await tally.group(
      `${store}, ${name}`,
      Object.entries({
        'works': () => same(works, 1, 'times that the work ran'),
        'answers': () => same(answers.filter(isAnswer).length, copies, 'answers as they should be'),
        'after the first 200': () => same(late.length, 0, 'copies sent after it that got another answer'),
        'met in the middle': () =>
          ok(
            answers.some(({ status }) => status === 503),
            'no copy came while the work was in hand'
          ),
        'errors': () => same(errors, [], 'errors of the receivers')
      }),
      ([, check]) => check()
    )
  } finally {
    await Promise.all(receivers.map((receiver) => receiver.kill()))
  }
}

/**
 * 200, or 503 with delivery_in_progress and Retry-After.
 * @param {{ status: number, headers: Record<string, string>, text: string }} parts
 */
const isAnswer = ({ status, headers, text }) =>
  status === 200 ? text === '' : status === 503 && text === '{"code":"delivery_in_progress"}' && Number(headers['retry-after']) > 0

try {
  for (const store of Object.keys(stores)) {
    // The short form takes one kind of sender for the newer stores.
    const names = isLong || !['SQLite', 'D1'].includes(store) ? Object.keys(SENDERS) : ['one signature']
    for (const name of names) await prove(store, name)
  }
} finally {
  await remove()
}
if (!tally.end()) process.exitCode = 1
