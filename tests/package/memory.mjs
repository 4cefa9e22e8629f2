// The module's memory never grows, whatever comes; and more verifiers than it has room for still judge right.
// @run memory, %; on: every Node; core
import { present, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { delivery, now, sign, TIME } from './guide.mjs'
import { made } from './watch.mjs'

/** @import { TestedVerifier } from '../suite/cases.d.ts' */

const MIB32 = 32 * 1024 * 1024
const { library } = await import('./installed.mjs')
const { parseUnverifiedEvent, signWebhook, verifyWebhook, WebhookVerifier } = library
signWebhook('', '', 'k')
const { memory } = present(made[0]).instance.exports
const before = memory.buffer.byteLength

/** @param {number} number */
const secretOf = (number) => `whsec_${number}`
/** @param {number} number */
const verifierOf = (number) => new WebhookVerifier({ secrets: secretOf(number), now })
const text = `{"event":"job.completed","fill":"${'x'.repeat(MIB32 - 34)}"}`
const bytes = Buffer.from(text)

const LOADS = {
  'verify, 32 MiB of text': () => large.verify(delivery('k', text)).type,
  'verify, 32 MiB of bytes': () => large.verify(delivery('k', bytes)).type,
  'verifyWebhook, 32 MiB': () => verifyWebhook(bytes, TIME, sign(bytes, TIME, 'k'), 'k') && 'job.completed',
  'parseUnverifiedEvent, 32 MiB': () => parseUnverifiedEvent(bytes).type,
  '10,000 verifiers at once': () => (alive = Array.from({ length: 10_000 }, (_, number) => verifierOf(number))) && 'job.completed',
  'each of them once': () =>
    alive.map((verifier, number) => verifier.verify(delivery(secretOf(number))).type).find((type) => type !== 'job.completed') ??
    'job.completed',
  '10,000 secrets of verifyWebhook': () => {
    const wrong = alive.findIndex((_, number) => !verifyWebhook('x', 'y', sign('x', 'y', secretOf(number)), secretOf(number)))
    return wrong < 0 ? 'job.completed' : `wrong for the secret ${wrong}`
  }
}
const large = new WebhookVerifier({ secrets: 'k', now, maxBodyBytes: 2 * MIB32 })
/** @type {TestedVerifier[]} */
let alive

const tally = new Tally()
await tally.group(`memory stays at ${before} bytes`, Object.entries(LOADS), ([, load]) => {
  same(load(), 'job.completed', 'what it is for')
  same(memory.buffer.byteLength, before, 'bytes of memory')
  same(made.length, 1, 'instances')
})

const many = Array.from({ length: 150 }, (_, number) => {
  const secrets = [0, 1, 2, 3].map((place) => ({ id: `${number}.${place}`, secret: secretOf(number * 4 + place) }))
  return new WebhookVerifier({ secrets, now })
})
const rounds = Array.from({ length: 1_800 }, (_, at) => ({ name: `call ${at}`, number: (at * 7) % 150, place: at % 4 }))
await tally.group('600 secrets of 150 verifiers in turn', rounds, ({ number, place }) => {
  const verifier = present(many[number])
  same(verifier.verify(delivery(secretOf(number * 4 + place))).keyId, `${number}.${place}`, 'keyId')
  same(verifier.safeVerify(delivery(secretOf(number * 4 + 4))).error?.code, 'signature_mismatch', 'code for the secret of the next')
})
if (!tally.end()) process.exitCode = 1
