// Packed deliveries: what `packDelivery` writes, that it verifies as before, and that all else is refused.
// @run packed deliveries; core
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import fc from 'fast-check'
import { isError, ok, same, thrown } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { body as anyBody, VIEWS } from './arbitraries.mjs'
import { delivery, now, sign, TIME } from './guide.mjs'

/** @import { Mistyped } from '../suite/cases.d.ts' */

const [, , folder = ''] = process.argv
const load = createRequire(join(folder, 'package.json'))
const { WebhookVerifier } = load('webhook-verifier')
const { packDelivery, unpackDelivery } = load('webhook-verifier/delivery')
const { readCapture } = load('webhook-verifier/diagnose')

const SECRET = 'whsec_packed'
const verifier = new WebhookVerifier({ secret: SECRET, now })
const { headers, body } = delivery(SECRET)
const receivedAt = new Date('2026-01-01T00:00:07.250Z')
const packed = Buffer.from(packDelivery({ headers: { ...headers, cookie: 'a=b', authorization: 'Basic YTpi' }, body, receivedAt }))
const TEXT = `POST / HTTP/1.1\r
x-webhook-timestamp: ${TIME}\r
x-webhook-signature: ${headers['x-webhook-signature']}\r
x-received-at: 2026-01-01T00:00:07.250Z\r
content-length: ${body.length}\r
\r
${body}`

const tally = new Tally()
await tally.group('the form, to the letter', ['all'], (name) => same(packed.toString(), TEXT, name))

/**
 * The code of a refusal, or the event with its bytes.
 * @param {Mistyped} given
 */
function outcomeOf(given) {
  const { event, error } = verifier.safeVerify(given)
  return JSON.stringify(error?.code ?? [event, Buffer.from(event?.rawBody ?? '').toString('hex')])
}
const value = fc.oneof(
  fc.constantFrom(TIME, 'job.completed', 'gzip', '', ' ', ' a', 'a\t', 'é', '€', '😀', 'a: b', 'a, a'),
  fc.string({ maxLength: 9 }).filter((text) => !/[\0-\x08\x0a-\x1f\x7f]/.test(text))
)
const NAMES = ['x-webhook-timestamp', 'x-webhook-signature', 'X-Webhook-Event', 'x-webhook-delivery-id', 'content-encoding', 'cookie']
const changes = fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.constant(undefined)))
/** @param {Mistyped} given */
const isText = (given) => typeof given !== 'string' || given.isWellFormed?.() !== false

await tally.group('packed and unpacked, a delivery verifies as before', ['3,000 deliveries'], () => {
  /**
   * @param {Mistyped} given
   * @param {object} changed
   * @param {string} view
   */
  const check = (given, changed, view) => {
    const bytes = typeof given === 'string' ? given : VIEWS[view]?.(given)
    const signed = { 'x-webhook-timestamp': TIME, 'x-webhook-signature': sign(given, TIME, SECRET), ...changed }
    const before = { headers: signed, body: bytes, receivedAt: now() }
    const after = unpackDelivery(packDelivery(before))
    same(Buffer.from(after.body).toString('hex'), Buffer.from(given).toString('hex'), 'body')
    same(outcomeOf(after), outcomeOf(before), 'outcome')
  }
  const view = fc.constantFrom(...Object.keys(VIEWS))
  fc.assert(fc.property(fc.oneof(anyBody, fc.constant(body)).filter(isText), fc.oneof(fc.constant({}), changes), view, check), {
    numRuns: 3000
  })
})
await tally.group('readCapture reads it', ['500 bodies'], () => {
  /** @param {Mistyped} given */
  const check = (given) => {
    const { capture } = readCapture(packDelivery({ headers, body: given, receivedAt }))
    same(Buffer.from(capture?.body ?? '').toString('hex'), Buffer.from(given).toString('hex'), 'body')
    const read = Object.fromEntries(capture?.headers ?? [])
    same([read['x-webhook-signature'], read['x-received-at']], [headers['x-webhook-signature'], receivedAt.toISOString()], 'headers')
    same(capture?.notes.length, 0, 'notes')
  }
  fc.assert(fc.property(anyBody.filter(isText), check), { numRuns: 500 })
})
await tally.group('the command line reads it', ['verify'], () => {
  writeFileSync(join(folder, 'packed.http'), packed)
  const bin = join(folder, 'node_modules/webhook-verifier/bin/webhook-verifier.mjs')
  const args = [bin, 'verify', join(folder, 'packed.http'), '--ignore-age']
  ok(
    execFileSync(process.execPath, args, { env: { ...process.env, WEBHOOK_SECRET: SECRET }, encoding: 'utf8' }).includes(
      'genuine: job.completed of job_1'
    ),
    'it says otherwise'
  )
})
await tally.group('its age is that of its arrival', ['an archive'], () => {
  const late = new WebhookVerifier({ secret: SECRET, now: () => new Date('2027-01-01') })
  same(late.verify(unpackDelivery(packed)).data.id, 'job_1', 'id')
  same(late.safeVerify({ headers, body }).error?.code, 'timestamp_too_old', 'without receivedAt')
})
await tally.group('without receivedAt it is the time of packing', ['now'], () => {
  const before = Date.now()
  const millis = unpackDelivery(packDelivery({ headers, body })).receivedAt.getTime()
  ok(millis >= before && millis <= Date.now(), `${millis}`)
})
await tally.group('it can be unpacked from each kind of bytes, and from text', [...Object.keys(VIEWS), 'text'], (name) => {
  same(unpackDelivery(name === 'text' ? packed.toString() : VIEWS[name]?.(packed)), {
    headers,
    body: Uint8Array.from(Buffer.from(body)),
    receivedAt
  })
})

/** @param {Mistyped} given */
const refuses = (given) =>
  isError(
    thrown(() => unpackDelivery(given)),
    TypeError
  )
await tally.group('a packed delivery that lost bytes is refused', [...packed.keys()], (length) => {
  refuses(packed.subarray(0, length))
  refuses(packed.subarray(length + 1))
})
/**
 * @param {string | RegExp} from
 * @param {string} to
 */
const edited = (from, to) => packed.toString().replace(from, to)
const BROKEN = {
  'another request line': edited('POST', 'PUT'),
  'a line feed alone': edited('\r\n', '\n'),
  'an unknown header': edited('x-received-at', 'x-else: 1\r\nx-received-at'),
  'a header twice': edited('x-received-at', 'x-webhook-timestamp: 1\r\nx-received-at'),
  'a header in capitals': edited('x-webhook-timestamp', 'X-Webhook-Timestamp'),
  'a time that does not exist': edited('2026-01-01T00:00:07.250Z', '2026-02-30T00:00:07.250Z'),
  'a time of another form': edited('2026-01-01T00:00:07.250Z', '2026-01-01T00:00:07Z'),
  'no time': edited(/x-received-at.*\r\n/, ''),
  'no length': edited(/content-length.*\r\n/, ''),
  'a length of another form': edited(`${body.length}\r`, `0${body.length}\r`),
  'a header that is not UTF-8': Buffer.from(edited('x-received-at', 'x-webhook-event: \xff\r\nx-received-at'), 'latin1'),
  'a NUL in a header': edited('x-received-at', 'x-webhook-event: \0\r\nx-received-at'),
  'an escape sequence in a header': edited('x-received-at', 'x-webhook-event: \x1b[2J\r\nx-received-at'),
  'a line feed in a header': edited('x-received-at', 'x-webhook-event: a\nb\r\nx-received-at'),
  'a carriage return in a header': edited('x-received-at', 'x-webhook-event: a\rb\r\nx-received-at'),
  'headers in another order': edited(/(x-webhook-timestamp.*\r\n)(x-webhook-signature.*\r\n)/, '$2$1'),
  'a name of Object.prototype': edited('x-received-at', '__proto__: 1\r\nx-received-at'),
  'a byte order mark': `\ufeff${packed}`,
  'the body alone': body,
  'no bytes': ''
}
await tally.group('other bytes are refused', Object.entries(BROKEN), ([, given]) => refuses(given))
await tally.group('other values are refused', [undefined, null, 1, {}, [], packed.toJSON(), Promise.resolve(packed)], (given) => {
  refuses(given)
  isError(
    thrown(() => packDelivery({ headers, body: given })),
    TypeError
  )
})
const UNPACKABLE = {
  'a line break in a header': { headers: { ...headers, 'x-webhook-event': 'a\r\nx-webhook-delivery-id: b' }, body },
  'a NUL in a header': { headers: { ...headers, 'x-webhook-event': '\0' }, body },
  'half a surrogate pair in a header': { headers: { ...headers, 'x-webhook-event': '\ud800' }, body },
  'half a surrogate pair in the body': { headers, body: '\ud800' },
  'no headers': { body },
  'an invalid receivedAt': { headers, body, receivedAt: new Date(NaN) },
  'a receivedAt that is no Date': { headers, body, receivedAt: 0 }
}
await tally.group('what cannot be packed', Object.entries(UNPACKABLE), ([, given]) =>
  isError(
    thrown(() => packDelivery(given)),
    TypeError
  )
)
if (!tally.end()) process.exitCode = 1
