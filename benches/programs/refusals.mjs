// Cost of a delivery that this package refuses for the spelling of its signature, next to one that it verifies:
// `refusals.mjs <bytes> <form> <rounds>`.
import * as ours from './contenders/ours.mjs'
import { enter } from './enter.mjs'
import { present } from './present.mjs'
import { race } from './rounds.mjs'
import { SECRET } from './secret.mjs'
import { summary } from './statistics.mjs'
import { WebhookVerifier } from 'webhook-verifier'

/** @import { Signed } from '../figures.d.ts' */

const [bytes, form = '', rounds] = process.argv.slice(2)
const { contenders } = await enter([ours], 'full', Number(bytes), form)
const full = present(contenders[0])
const verifier = new WebhookVerifier(SECRET)
const malformed = full.deliveries.map(({ body, headers }) => ({ body, headers: { ...headers, 'x-webhook-signature': 'sha256=abc' } }))
const refusal = {
  name: 'refused for a malformed signature',
  deliveries: malformed,
  verify(/** @type {Signed} */ delivery) {
    const result = verifier.safeVerify(delivery)
    return !result.ok && result.error.code === 'malformed_signature'
  }
}
const times = await race([{ ...full, name: 'verified' }, refusal], { rounds: Number(rounds) })
console.log(JSON.stringify({ rows: summary(['verified', refusal.name], times) }))
