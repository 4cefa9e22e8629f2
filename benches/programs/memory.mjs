// The module's memory under what should not make it grow.
import { wasmBytes } from './instances.mjs'
import { signWebhook, WebhookVerifier } from 'webhook-verifier'
import { bodyOf } from './bodies.mjs'

const MANY = 10_000
const LARGE = 33_554_432

/**
 * @param {WebhookVerifier} verifier
 * @param {string} secret
 * @param {string | Buffer} body
 */
function verify(verifier, secret, body) {
  const time = new Date().toISOString()
  const headers = { 'x-webhook-timestamp': time, 'x-webhook-signature': signWebhook(body, time, secret) }
  return verifier.verify({ headers, body }).type
}

const small = bodyOf(1024)
verify(new WebhookVerifier('whsec_1'), 'whsec_1', small)
const rows = [{ name: 'after one delivery', bytes: wasmBytes() }]

const text = bodyOf(LARGE)
const patient = new WebhookVerifier({ secrets: 'whsec_1', maxBodyBytes: LARGE })
verify(patient, 'whsec_1', text)
rows.push({ name: 'after 32 MiB of text', bytes: wasmBytes() })
verify(patient, 'whsec_1', Buffer.from(text))
rows.push({ name: 'after 32 MiB of bytes', bytes: wasmBytes() })

const alive = Array.from({ length: MANY }, (_, number) => new WebhookVerifier(`whsec_${number}`))
alive.forEach((verifier, number) => verify(verifier, `whsec_${number}`, small))
rows.push({ name: `with ${MANY.toLocaleString('en')} verifiers alive, each used`, bytes: wasmBytes() })
console.log(JSON.stringify({ rows, alive: alive.length }))
