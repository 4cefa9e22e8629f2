// Every single bit of a signed delivery counts, and a signed message has one place where it can be cut in two.
// @run bit flips and chunk boundaries; core
import { isError, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { now, sign, TIME } from './guide.mjs'
import { library } from './installed.mjs'

const SECRET = 'whsec_bits_5d0c1b'
const BODY = Buffer.from(`{"event":"job.completed","data":{"id":"job_1","text":"${'x'.repeat(967)}"}}`)
const TIMES = [TIME, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00.123456789+01:00', '2025-12-31T23:00:00.5-01:00']
const { verifyWebhook, WebhookError, WebhookVerifier } = library
const verifier = new WebhookVerifier({ secrets: SECRET, now })

/**
 * The code of a refusal, 'accepted' for an event.
 * @param {string} time
 * @param {string} signature
 * @param {Buffer} body
 */
function verdict(time, signature, body) {
  const headers = { 'x-webhook-timestamp': time, 'x-webhook-signature': signature }
  const { ok, error } = verifier.safeVerify({ headers, body })
  if (!ok) isError(error, WebhookError)
  return ok ? 'accepted' : error?.code
}

/**
 * Each copy of the text with one bit of one of its characters, which are bytes, turned over.
 * @param {string} text
 */
function* flips(text) {
  for (let bit = 0; bit < text.length * 8; bit++) {
    const code = text.charCodeAt(bit >> 3) ^ (1 << (bit & 7))
    yield { name: `bit ${bit}`, text: text.slice(0, bit >> 3) + String.fromCharCode(code) + text.slice((bit >> 3) + 1) }
  }
}

function* bodyFlips() {
  for (let bit = 0; bit < BODY.length * 8; bit++) {
    const body = Buffer.from(BODY)
    body.writeUInt8(body.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    yield { name: `bit ${bit}`, body }
  }
}

const FORM = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/**
 * An oracle of its own: a form, and a date that comes back as it went in.
 * @param {string} text
 */
function isTime(text) {
  const [, year, month, day] = FORM.exec(text) ?? []
  if (year === undefined) return false
  const date = `${year}-${month}-${day}`
  const instant = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === date
}

/** @param {string} text */
function expectedOfTime(text) {
  if (text.includes(',')) return 'ambiguous_header'
  return isTime(text) ? 'signature_mismatch' : 'malformed_timestamp'
}

const tally = new Tally()
same(BODY.length, 1024, 'length of the body')
await tally.group('unchanged', TIMES, (time) => {
  same(verdict(time, sign(BODY, time, SECRET), BODY), 'accepted', 'verdict')
  same(verifyWebhook(BODY, time, sign(BODY, time, SECRET), SECRET), true, 'verifyWebhook')
})
const signature = sign(BODY, TIME, SECRET)
await tally.group('each bit of the signature', flips(signature), ({ text }) => {
  same(verdict(TIME, text, BODY), /^sha256=[0-9a-f]{64}$/.test(text) ? 'signature_mismatch' : 'malformed_signature', 'verdict')
  same(verifyWebhook(BODY, TIME, text, SECRET), false, 'verifyWebhook')
})
for (const time of TIMES) {
  const own = sign(BODY, time, SECRET)
  await tally.group(`each bit of the timestamp ${time}`, flips(time), ({ text }) => {
    same(verdict(text, own, BODY), expectedOfTime(text), 'verdict')
    same(verifyWebhook(BODY, text, own, SECRET), false, 'verifyWebhook')
  })
}
await tally.group('each bit of a body of 1 KiB', bodyFlips(), ({ body }) => {
  same(verdict(TIME, signature, body), 'signature_mismatch', 'verdict')
  same(verifyWebhook(body, TIME, signature, SECRET), false, 'verifyWebhook')
})
await tally.group('each bit of the secret', flips(SECRET), ({ text }) =>
  same(verifyWebhook(BODY, TIME, signature, Buffer.from(text, 'latin1')), false, 'verifyWebhook')
)

/**
 * Every form of time, and bodies with dots in many places.
 * @returns {Generator<[time: string, body: string]>}
 */
function* messages() {
  const bodies = [
    '{}',
    '{"a":1.5}',
    '{".":"."}',
    '{"a":"x.y.z","b":[0.1,2.3e4]}',
    '{"t":"2026-01-01T00:00:00.000Z"}',
    '{"t":"Z.000Z.+00:00."}'
  ]
  for (let digits = 0; digits <= 9; digits++) {
    for (const zone of ['Z', '+00:00', '-00:00', '+00:59', '-23:59', '+23:59']) {
      for (const body of bodies) yield [`2026-01-01T00:00:00${digits ? '.' : ''}${'0'.repeat(digits)}${zone}`, body]
    }
  }
}

/**
 * @param {string} claimed
 * @param {string} time
 */
function expectedOfSplit(claimed, time) {
  if (claimed === time) return 'accepted'
  return claimed.includes(',') ? 'ambiguous_header' : 'malformed_timestamp'
}

const wide = new WebhookVerifier({ secrets: SECRET, now, toleranceSeconds: 1e9, futureToleranceSeconds: 1e9 })
await tally.group('each message has exactly one accepted split', messages(), ([time, body]) => {
  const message = `${time}.${body}`
  const signed = sign(body, time, SECRET)
  const dots = [...message.matchAll(/\./g)].map(({ index }) => index)
  const codes = dots.map((at) => {
    const headers = { 'x-webhook-timestamp': message.slice(0, at), 'x-webhook-signature': signed }
    const { ok, error } = wide.safeVerify({ headers, body: message.slice(at + 1) })
    return ok ? 'accepted' : error?.code
  })
  same(
    codes,
    dots.map((at) => expectedOfSplit(message.slice(0, at), time)),
    'verdicts'
  )
})
if (!tally.end()) process.exitCode = 1
