// Damaged modules: random bits of the shipped .wasm, one at a time, turned over. None may accept a forgery:
// a delivery without the right HMAC. A delivery that has it, and is accepted though late or malformed, is counted: a self-test asks a
// module that has done nothing yet, and damage may show after some deliveries only.
//
//     node tests/package/hardening/flips.mjs <folder> [how many] [seed]
// @run damaged modules
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

const [, , folder = '', count = '300', seed = '20260108'] = process.argv
const installed = join(folder, 'node_modules/webhook-verifier')
const BITS = readFileSync(join(installed, 'verifier.wasm')).length * 8
/** The undamaged module. */
const NONE = -1
const MOST_SECONDS = 3

/**
 * Numbers below `below`, without repetition; a generator of Marsaglia's.
 * @param {number} below
 */
function* random(below) {
  const seen = new Set()
  for (let state = Number(seed); ; ) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    const number = (state >>> 0) % below
    if (!seen.has(number)) yield number
    seen.add(number)
  }
}

let isInline = false
const start = () => new Worker(new URL('./flip-worker.mjs', import.meta.url), { workerData: { package: installed, isInline } })
let worker = start()

/**
 * A worker that is still running after the time is ended: the module loops endlessly.
 * @param {number} bit
 * @returns {Promise<string>}
 */
function outcomeOf(bit) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(async () => {
      await worker.terminate()
      worker = start()
      resolve('never ends')
    }, MOST_SECONDS * 1000)
    worker.removeAllListeners()
    worker.once('error', reject)
    worker.once('message', ({ outcome }) => (clearTimeout(timer), resolve(outcome)))
    worker.postMessage(bit)
  })
}

const tally = new Tally()
await tally.group('the module as it is', ['all deliveries'], async () => same(await outcomeOf(NONE), 'no difference', 'outcome'))
/** @type {Record<string, number>} */
const outcomes = {}
const bits = take(random(BITS), Number(count))
await tally.group('a damaged module accepts no forgery', bits, async (bit) => {
  const outcome = await outcomeOf(bit)
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  same(outcome.startsWith('ACCEPTS'), false, `bit ${bit}: ${outcome}`)
})
await worker.terminate()

/** Where the module travels in the script, its sum finds every damage before the first answer. */
const FOUND = ['no module', 'fails the self-test', 'never ends', 'throws: TypeError', 'throws: Error']
isInline = true
worker = start()
await tally.group('the module in the script as it is', ['all deliveries'], async () =>
  same(await outcomeOf(NONE), 'no difference', 'outcome')
)
await tally.group('a damaged module in the script gives no answer', take(random(BITS), Number(count)), async (bit) => {
  const outcome = await outcomeOf(bit)
  same(FOUND.includes(outcome), true, `bit ${bit}: ${outcome}`)
})
await worker.terminate()
console.log(`seed ${seed}, of ${BITS} bits`)
for (const [outcome, times] of Object.entries(outcomes).sort(([, a], [, b]) => b - a)) console.log(`  ${times} ${outcome}`)
if (!tally.end()) process.exitCode = 1

/**
 * @param {Iterator<number>} numbers
 * @param {number} most
 */
function* take(numbers, most) {
  for (let taken = 0; taken < most; taken++) yield numbers.next().value
}
