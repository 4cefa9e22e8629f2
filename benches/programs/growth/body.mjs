// Nanoseconds for one size of body: `growth/body.mjs <path> <form> <bytes> <rounds>`. A process for each size: the garbage
// of a large body would be collected in the time of a small one.
import { WebhookVerifier, signWebhook, verifyWebhook } from 'webhook-verifier'
import { bodyOf, FORMS, JOB } from '../bodies.mjs'
import { present } from '../present.mjs'
import { race } from '../rounds.mjs'
import { SECRET } from '../secret.mjs'

/** @import { Body, Signed } from '../../figures.d.ts' */

const [path, form, bytes = '', rounds] = process.argv.slice(2)
const verifier = new WebhookVerifier({ secrets: SECRET, maxBodyBytes: Number(bytes) })

const VERIFY = {
  check: (/** @type {{ body: Body, headers: Record<string, string> }} */ { body, headers }) =>
    verifyWebhook(body, headers['x-webhook-timestamp'], headers['x-webhook-signature'], SECRET),
  full: (/** @type {Signed} */ delivery) => verifier.verify(delivery).data.id === JOB
}

function delivery() {
  const text = bodyOf(Number(bytes), form)
  const time = new Date().toISOString()
  return {
    body: FORMS[/** @type {keyof typeof FORMS} */ (form)].shape(text),
    headers: { 'x-webhook-timestamp': time, 'x-webhook-signature': signWebhook(text, time, SECRET) }
  }
}

const [times] = await race([{ name: bytes, deliveries: [delivery()], verify: VERIFY[/** @type {keyof typeof VERIFY} */ (path)] }], {
  rounds: Number(rounds)
})
console.log(JSON.stringify({ nanos: Math.min(...present(times)) }))
