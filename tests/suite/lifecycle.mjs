// Promises of a verifier and its events besides the verdict: settings, copies, disposal.
import { isError, ok, same, thrown } from './expect.mjs'
import { isRefused } from './refusals.mjs'

/** @import { Library, Mistyped } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */
/** @typedef {(secret: Mistyped, body?: Mistyped) => { headers: Record<string, string>, body: Mistyped }} Sign */

const TIME = '2026-01-01T00:00:00.000Z'
const BODY = '{"event":"job.completed","data":{"id":"job_1","__proto__":{"polluted":1}}}'
const now = () => new Date(TIME)

/**
 * @param {Library} library
 * @param {unknown} _
 * @param {Tally} tally
 */
export async function lifecycle(library, _, tally) {
  const { WebhookVerifier, signWebhook } = library
  /** @type {Sign} */
  const signed = (secret, body = BODY) => ({
    headers: { 'x-webhook-timestamp': TIME, 'x-webhook-signature': signWebhook(body, TIME, secret) },
    body
  })

  const bad = [
    '',
    ' ',
    '\n',
    '\u3000',
    '\ufeff',
    ' k',
    'k ',
    'k\n',
    '\ufeffk',
    'a\0b',
    'k\0',
    'undefined',
    'null',
    '[object Object]',
    '[object Promise]'
  ]
  await tally.group('secrets that look like a bad setting', bad, (secret) => {
    for (const options of [secret, { secret }, { secrets: secret }, { secrets: ['k', secret] }, { secrets: [{ id: 'a', secret }] }]) {
      const error = thrown(() => new WebhookVerifier(options))
      isError(error, TypeError)
      ok(secret.trim().length < 2 || secret === 'undefined' || secret === 'null' || !error.message.includes(secret), 'leaks')
    }
  })

  await tally.group('ways to give one secret', ways('whsec_one'), ({ secret, options }) =>
    same(new WebhookVerifier(options).verify(signed(secret)).type, 'job.completed', 'type')
  )

  const settings = ['toleranceSeconds', 'futureToleranceSeconds', 'maxBodyBytes', 'now', 'secrets']
  await tally.group('settings on the prototype are none', settings, (name) => {
    const inherited = { toleranceSeconds: 'x', futureToleranceSeconds: -1, maxBodyBytes: 0, now: 1, secrets: 'k' }[name]
    /** @type {{ now?: () => Date, secrets?: string }} */
    const own = name === 'secrets' ? { now } : { now, secrets: 'k' }
    if (name === 'now') delete own.now
    const options = Object.assign(Object.create({ [name]: inherited }), own)
    if (name === 'secrets')
      return isError(
        thrown(() => new WebhookVerifier(options)),
        TypeError
      )
    if (name === 'now') return isRefused(library, () => new WebhookVerifier(options).verify(signed('k')), 'timestamp_too_old')
    same(new WebhookVerifier(options).verify(signed('k')).name, 'job.completed', 'name')
  })

  await tally.group('lists of secrets that are none', lists(), ({ secrets }) =>
    isError(
      thrown(() => new WebhookVerifier({ secrets })),
      TypeError
    )
  )

  await tally.group('every option may be undefined', ['toleranceSeconds', 'futureToleranceSeconds', 'maxBodyBytes', 'now'], (name) =>
    same(
      new WebhookVerifier({ secret: 'k', now, ...(name !== 'now' && { [name]: undefined }) }).verify(signed('k')).type,
      'job.completed',
      'type'
    )
  )
  const none = [{}, { secret: undefined }, { secrets: undefined }, { secret: undefined, secrets: undefined }, undefined]
  await tally.group('without a secret', none, (options) =>
    isError(
      thrown(() => new WebhookVerifier(options)),
      TypeError
    )
  )
  const both = [
    { secret: 'k', secrets: 'k' },
    { secret: 'k', secrets: ['l'] },
    { secret: 'k', secrets: null },
    { secret: null, secrets: 'k' }
  ]
  await tally.group('secret and secrets', both, (options) =>
    isError(
      thrown(() => new WebhookVerifier(options)),
      TypeError
    )
  )
  await tally.group('a secret that is not one', [['k'], [], { id: 'a', secret: 'k' }, null, 1], (secret) =>
    isError(
      thrown(() => new WebhookVerifier({ secret })),
      TypeError
    )
  )
  await tally.group(
    'header names that are equal in Unicode alone',
    ['x-webhoo\u212a-event', 'x-webhook-\u0130d', 'x-webhook-\u017fignature'],
    (name) => {
      const { headers, body } = signed('k')
      same(
        new WebhookVerifier({ secret: 'k', now }).verify({ headers: { ...headers, [name]: 'job.failed' }, body }).unsigned.event,
        null,
        'event'
      )
    }
  )

  await tally.group('bytes are copied', ['secret', 'body'], (what) => {
    const secret = new TextEncoder().encode('whsec_bytes')
    const verifier = new WebhookVerifier({ secrets: secret, now })
    const delivery = signed('whsec_bytes', new TextEncoder().encode(BODY))
    if (what === 'secret') secret.fill(0)
    // So many that the module has forgotten the key, and has to be given it again.
    for (let others = 0; others < 100; others++) new WebhookVerifier({ secrets: `whsec_${others}`, now })
    const event = verifier.verify(delivery)
    delivery.body.fill(0)
    same(event.rawBody, new Uint8Array(new TextEncoder().encode(BODY)), 'rawBody')
  })

  const halves = ['"\ud83d"', '"\ude00"', '"\ude00\ud83d"', `"${'x'.repeat(70_000)}\ud83d"`].map((text) => `{"t":${text}}`)
  await tally.group('half a surrogate pair in a text is no UTF-8', halves, (body) => {
    isRefused(library, () => new WebhookVerifier({ secrets: 'k', now }).verify(signed('k', body)), 'malformed_payload')
    isRefused(library, () => library.parseUnverifiedEvent(body), 'malformed_payload')
  })

  await tally.group('events', ['JSON', 'prototypes'], (what) => {
    const event = new WebhookVerifier({ secrets: 'k', now }).verify(signed('k'))
    if (what === 'JSON') ok(!JSON.stringify(event).includes('rawBody'), 'rawBody goes out with the event')
    same(/** @type {{ polluted?: unknown }} */ ({}).polluted, undefined, 'Object.prototype')
    same(event.data.polluted, undefined, 'data')
    same(Object.keys(event.data), ['id', '__proto__'], 'keys of data')
  })

  await ends(library, tally, signed)
}

/** @param {string} secret */
function* ways(secret) {
  const bytes = new TextEncoder().encode(secret)
  for (const [name, value] of [
    ['text', secret],
    ['bytes', bytes]
  ]) {
    yield { name: `${name} in options`, secret, options: { secret: value, now } }
    yield { name: `${name} next to undefined secrets`, secret, options: { secret: value, secrets: undefined, now } }
    yield { name: `${name} as secrets`, secret, options: { secrets: value, secret: undefined, now } }
    yield { name: `${name} in a list`, secret, options: { secrets: [value], now } }
    yield { name: `${name} with an id`, secret, options: { secrets: [{ id: 'a', secret: value }], now } }
    yield { name: `${name}, the fourth`, secret, options: { secrets: ['a', 'b', 'c', value], now } }
  }
  for (const name of ['blank', 'with a NUL', 'whitespace around']) {
    const odd = { 'blank': '  ', 'with a NUL': 'a\0b', 'whitespace around': ' k\n' }[name]
    const given = new TextEncoder().encode(odd)
    yield { name: `bytes ${name}`, secret: given, options: { secrets: given, now } }
  }
}

function* lists() {
  yield { name: 'none', secrets: [] }
  yield { name: 'five', secrets: ['a', 'b', 'c', 'd', 'e'] }
  yield {
    name: 'two of one id',
    secrets: [
      { id: 'a', secret: 'k' },
      { id: 'a', secret: 'l' }
    ]
  }
  yield { name: 'an empty id', secrets: [{ id: '', secret: 'k' }] }
  yield { name: 'an id that is a number', secrets: [{ id: 1, secret: 'k' }] }
  yield { name: 'a notAfter that is no date', secrets: [{ id: 'a', secret: 'k', notAfter: TIME }] }
  yield { name: 'a notAfter that is an invalid date', secrets: [{ id: 'a', secret: 'k', notAfter: new Date(NaN) }] }
}

/**
 * @param {Library} library
 * @param {Tally} tally
 * @param {Sign} signed
 */
async function ends({ WebhookVerifier }, tally, signed) {
  await tally.group('the class as it is seen', [WebhookVerifier], ({ name, prototype }) => {
    same(name, 'WebhookVerifier', 'name')
    const methods = ['constructor', 'verify', 'safeVerify', 'verifyRequest', 'dispose', Symbol.dispose].filter(Boolean)
    same(Reflect.ownKeys(prototype).map(String), methods.map(String), 'methods')
    for (const method of methods) {
      const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(prototype, method) ?? {}
      same([writable, enumerable, configurable], [true, false, true], 'how a method can be changed')
    }
  })

  await tally.group('dispose', ['dispose', 'dispose twice', 'Symbol.dispose'], async (way) => {
    same(Symbol.dispose !== undefined, Symbol.dispose in WebhookVerifier.prototype, 'whether there is a Symbol.dispose')
    if (way === 'Symbol.dispose' && !Symbol.dispose) return
    const [verifier, other] = [new WebhookVerifier({ secrets: 'k', now }), new WebhookVerifier({ secrets: 'k', now })]
    verifier[way === 'Symbol.dispose' ? Symbol.dispose : 'dispose']?.()
    if (way === 'dispose twice') verifier.dispose()
    isError(
      thrown(() => verifier.verify(signed('k'))),
      TypeError
    )
    isError(
      thrown(() => verifier.safeVerify(signed('k'))),
      TypeError
    )
    same(other.verify(signed('k')).name, 'job.completed', 'another verifier of the same secret')
  })
}
