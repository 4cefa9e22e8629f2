// Time and memory over many deliveries, of which each eighth is forged: `growth/deliveries.mjs <count>`.
import { wasmBytes } from '../instances.mjs'
import { WebhookVerifier, signWebhook } from 'webhook-verifier'
import { bodyOf, JOB } from '../bodies.mjs'
import { present } from '../present.mjs'
import { SECRET } from '../secret.mjs'

const PARTS = 10
const EIGHT = 8
const count = Number(process.argv[2])
const verifier = new WebhookVerifier({ secrets: SECRET, toleranceSeconds: 86400 })
const time = new Date().toISOString()

const deliveries = Array.from({ length: EIGHT }, (_, number) => {
  const body = bodyOf(512, 'text', number)
  const signature = signWebhook(number ? body : '{}', time, SECRET)
  return { body, headers: { 'x-webhook-timestamp': time, 'x-webhook-signature': signature } }
})

/**
 * @param {any} result
 * @param {number} at
 */
const isRight = ({ ok, event, error }, at) => (at % EIGHT ? ok && event.data.id === JOB : error?.code === 'signature_mismatch')

const rows = []
for (let part = 1; part <= PARTS; part++) {
  const start = performance.now()
  for (let at = 0; at < count / PARTS; at++) {
    if (!isRight(verifier.safeVerify(present(deliveries[at % EIGHT])), at)) throw new Error(`wrong about delivery ${at}`)
  }
  const nanos = ((performance.now() - start) * 1e6 * PARTS) / count
  rows.push({ done: (part * count) / PARTS, nanos, rss: process.memoryUsage.rss(), wasm: wasmBytes() })
}
console.log(JSON.stringify({ rows }))
