// A whole verify with several secrets, of which the last one signed: `rotation.mjs <bytes> <rounds>`.
import { signWebhook, WebhookVerifier } from 'webhook-verifier'
import { bodyOf } from './bodies.mjs'
import { present } from './present.mjs'
import { race } from './rounds.mjs'
import { SECRETS } from './secret.mjs'
import { summary } from './statistics.mjs'

/** @import { Signed } from '../figures.d.ts' */

const [bytes = 0, rounds = 0] = process.argv.slice(2).map(Number)
const COUNTS = [1, 2, 4]
const body = bodyOf(bytes)
const time = new Date().toISOString()

const contenders = COUNTS.map((count) => {
  const secrets = SECRETS.slice(0, count)
  const verifier = new WebhookVerifier({ secrets })
  const headers = { 'x-webhook-timestamp': time, 'x-webhook-signature': signWebhook(body, time, present(secrets.at(-1))) }
  return {
    name: count,
    verify: (/** @type {Signed} */ delivery) => verifier.verify(delivery).type === 'job.completed',
    deliveries: [{ headers, body }]
  }
})
const rows = summary(COUNTS, await race(contenders, { rounds })).map(({ name, best, ratio }) => ({
  secrets: name,
  nanos: best,
  times: ratio.best
}))
console.log(JSON.stringify({ rows }))
