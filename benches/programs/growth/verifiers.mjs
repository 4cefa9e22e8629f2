// Time by the number of verifiers that are used in turn, all of them alive: `growth/verifiers.mjs <rounds>`.
import { WebhookVerifier, signWebhook, verifyWebhook } from 'webhook-verifier'
import { bodyOf, JOB } from '../bodies.mjs'
import { wasmBytes } from '../instances.mjs'
import { race } from '../rounds.mjs'

/** @import { Way } from '../../figures.d.ts' */

const COUNTS = [1, 10, 100, 1000, 10_000]
const [rounds] = process.argv.slice(2)
const body = bodyOf(1024)
const time = new Date().toISOString()

const alive = Array.from({ length: Math.max(...COUNTS) }, (_, number) => {
  const secret = `whsec_${String(number).padStart(8, '0')}`
  const headers = { 'x-webhook-timestamp': time, 'x-webhook-signature': signWebhook(body, time, secret) }
  return { secret, headers, verifier: new WebhookVerifier({ secrets: secret, toleranceSeconds: 86400 }) }
})

const VERIFY = {
  full: (/** @type {{ verifier: WebhookVerifier, headers: Record<string, string> }} */ { verifier, headers }) =>
    verifier.verify({ headers, body }).data.id === JOB,
  check: (/** @type {{ secret: string, headers: Record<string, string> }} */ { secret, headers }) =>
    verifyWebhook(body, time, headers['x-webhook-signature'], secret)
}

/**
 * Goes on where the batch before has stopped, so that every one has its turn.
 * @param {number} count
 * @param {Way['verify']} verify
 */
function rotating(count, verify) {
  let at = 0
  const run = (/** @type {number} */ calls) => {
    let right = 0
    for (let call = 0; call < calls; call++, at = (at + 1) % count) if (verify(alive[at])) right++
    return right
  }
  return { name: count, run }
}

const contenders = Object.values(VERIFY).flatMap((verify) => COUNTS.map((count) => rotating(count, verify)))
const times = (await race(contenders, { rounds: Number(rounds), batchMillis: 10 })).map((/** @type {Foreign[]} */ list) =>
  Math.min(...list)
)
const rows = COUNTS.map((count, index) => ({ count, full: times[index], check: times[index + COUNTS.length] }))
console.log(JSON.stringify({ rows, wasm: wasmBytes() }))
