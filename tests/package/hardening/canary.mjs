// A secret and a body that can be told anywhere. Neither is in any error, log, answer or report: not as it is, not in another
// spelling, and not the HMACs that they make.
// @run canary
import { createHash, createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { now, sign, TIME } from '../guide.mjs'
import { ARGUMENTS } from '../expected-errors.mjs'
import { VALUES } from '../js-values.mjs'
import { BAD_PAYLOADS, FORGED, OUT_OF_ORDER } from './forgeries.mjs'
import { overheard, spillOf } from './spill.mjs'

/** @import { Mistyped } from '../../suite/cases.d.ts' */

const [, , folder = ''] = process.argv
const load = createRequire(join(folder, 'package.json'))
const library = load('webhook-verifier')
const { createWebhookHandler, parseUnverifiedEvent, signWebhook, verifyWebhook, WebhookVerifier } = library
const { diagnoseWebhook, readCapture } = load('webhook-verifier/diagnose')
const { assertRejectsForgeries } = load('webhook-verifier/testing')

const SECRET = 'whsec_CanaryThatSingsOnlyInHere'
const WORD = 'BodyCanary7261'
const BODY = `{"event":"job.completed","data":{"id":"${WORD}"}}`
const right = sign(BODY, TIME, SECRET).slice(7)

/** @param {Buffer} bytes */
const spellings = (bytes) =>
  /** @type {const} */ (['latin1', 'hex', 'base64', 'base64url']).map((encoding) => bytes.toString(encoding).replace(/=+$/, ''))
const pads = [0x36, 0x5c].map((pad) => Buffer.from(SECRET).map((byte) => byte ^ pad))
const derived = [createHash('sha256').update(SECRET).digest(), createHmac('sha256', SECRET).update('').digest(), Buffer.from(right, 'hex')]

/** The forms of the secret that must not appear. Ten bytes of the secret in a row are enough to be one. */
const CANARIES = [
  ...Array.from({ length: SECRET.length - 9 }, (_, at) => SECRET.slice(at, at + 10)),
  ...[Buffer.from(SECRET), ...pads, ...derived].flatMap((bytes) => spellings(Buffer.from(bytes))),
  [...Buffer.from(SECRET)].join(', '),
  [...Buffer.from(SECRET)].join(','),
  WORD
]

/** @param {string[]} texts */
function silent(texts) {
  const found = texts.flatMap((text) => CANARIES.filter((canary) => text.includes(canary)))
  same(found.length, 0, `canaries, as ${JSON.stringify(found[0])} is one,`)
}

/** @param {() => unknown} work */
const outcomeOf = async (work) => {
  try {
    return await work()
  } catch (error) {
    return error
  }
}
/**
 * An event has the body in it, as it should.
 * @param {unknown} value
 */
const isError = (value) => value instanceof Error || Object(value).error instanceof Error

const tally = new Tally()
const leaks = {
  'an error': new Error(`no: ${SECRET}`),
  'a cause': new Error('no', { cause: { secret: SECRET } }),
  'bytes': { key: Buffer.from(SECRET) }
}
await tally.group('the search finds what there is', Object.entries(leaks), ([, leak]) =>
  ok(
    spillOf(leak).some((/** @type {string} */ text) => CANARIES.some((canary) => text.includes(canary)) || text.includes('77 68 73 65 63')),
    'nothing was found'
  )
)

const verifier = new WebhookVerifier({ secrets: [{ id: 'a', secret: SECRET }, Buffer.from(`${SECRET}2`)], now })
verifier.safeVerify({ headers: {}, body: BODY })
await tally.group('a verifier', [verifier, WebhookVerifier, library], (value) => silent(spillOf(value)))

/** @param {(headers: Record<string, string>) => { headers: Mistyped }} change */
const wrong = (change) => ({ ...change({ 'x-webhook-timestamp': TIME, 'x-webhook-signature': `sha256=${right}` }), body: BODY })
/** @param {object} more */
const headers = (more) => (/** @type {Mistyped} */ given) => ({ headers: { ...given, ...more } })
const REFUSED = {
  ...Object.fromEntries(
    Object.entries({ ...FORGED, ...OUT_OF_ORDER, ...BAD_PAYLOADS }).map(([name, delivery]) => [
      name,
      { ...delivery, body: delivery.body || BODY }
    ])
  ),
  'no header': { headers: {}, body: BODY },
  'another signature': wrong(headers({ 'x-webhook-signature': `sha256=${'1'.repeat(64)}` })),
  'two times': wrong(headers({ 'x-webhook-timestamp': `${TIME}, ${WORD}` })),
  'no time': wrong(headers({ 'x-webhook-timestamp': WORD })),
  'no signature': wrong(headers({ 'x-webhook-signature': SECRET })),
  'compressed': wrong(headers({ 'content-encoding': WORD })),
  'another event': wrong(headers({ 'x-webhook-event': WORD })),
  ...Object.fromEntries(
    [`{"${WORD}":1,"${WORD}":2}`, WORD, `"${WORD}"`, `{"a":"${WORD}`, `\ufeff{"a":"${WORD}"}`, `{"a":"\ud800${WORD}"}`].map((body) => [
      `genuine, but ${body}`,
      { headers: { 'x-webhook-timestamp': TIME, 'x-webhook-signature': sign(body, TIME, SECRET) }, body }
    ])
  )
}
await tally.group('refusals of verify and safeVerify', Object.entries(REFUSED), async ([, delivery]) => {
  const outcomes = [await outcomeOf(() => verifier.verify(delivery)), verifier.safeVerify(delivery)]
  same(outcomes.every(isError), true, 'whether both refuse')
  silent([outcomes[0], outcomes[1], Object(outcomes[1]).error].flatMap(spillOf))
})

const late = new WebhookVerifier({ secrets: SECRET, now: () => new Date('2027-01-01') })
const tooLarge = new WebhookVerifier({ secrets: SECRET, now, maxBodyBytes: 3 })
const genuine = wrong((/** @type {Mistyped} */ given) => ({ headers: given }))
await tally.group('refusals of what is genuine', [late, tooLarge], (strict) => silent(spillOf(strict.safeVerify(genuine))))

const BAD_SECRETS = [
  `${SECRET}\n`,
  ` ${SECRET}`,
  `${SECRET}\0`,
  [SECRET, SECRET, SECRET, SECRET, SECRET],
  [{ id: 1, secret: SECRET }],
  { secret: `${SECRET}\n` }
]
const CALLS = {
  ...Object.fromEntries(BAD_SECRETS.map((secrets, at) => [`bad secret ${at}`, () => new WebhookVerifier({ secrets })])),
  'the secret as an option': () => new WebhookVerifier({ secrets: SECRET, toleranceSeconds: SECRET }),
  'a bad clock': () => new WebhookVerifier({ secrets: SECRET, now: SECRET }),
  'a parsed body': () => verifier.verify({ headers: {}, body: JSON.parse(BODY) }),
  'bad headers': () => verifier.verify({ headers: { 'x-webhook-signature': { [SECRET]: WORD } }, body: BODY }),
  'signWebhook, a bad time': () => signWebhook(BODY, { toString: () => SECRET }, SECRET),
  'verifyWebhook, a bad body': () => verifyWebhook({ WORD }, TIME, right, SECRET),
  'parseUnverifiedEvent': () => parseUnverifiedEvent(`{"${WORD}"`),
  'disposed': () => {
    const gone = new WebhookVerifier(SECRET)
    gone.dispose()
    return gone.verify(genuine)
  }
}
await tally.group("the caller's mistakes", Object.entries(CALLS), async ([, call]) => {
  const error = await outcomeOf(call)
  same(isError(error), true, 'whether it throws')
  silent(spillOf(error))
})

// The arguments of expected-errors.mjs have secrets of their own; so here every one of them is the canary.
const singing = new Proxy(library, { get: (target, name) => (name === 'WebhookVerifier' ? Canaried : Reflect.get(target, name)) })
class Canaried extends WebhookVerifier {
  /** @param {Mistyped} options */
  constructor(options) {
    super(Object.hasOwn(options ?? {}, 'secrets') && typeof options.secrets === 'string' ? { ...options, secrets: SECRET } : options)
  }
}
await tally.group('every value at every argument', Object.entries(ARGUMENTS), async ([, { put }]) => {
  for (const make of Object.values(VALUES)) {
    const outcome = await outcomeOf(() => put(singing, make()))
    if (isError(outcome)) silent(spillOf(outcome))
  }
})

/** @param {{ headers: Record<string, string>, body: string }} parts */
const request = ({ headers, body }) => new Request('https://receiver.example/', { method: 'POST', headers, body })
/** Half a character is a whole one by the time that a Request has it. */
const sendable = Object.entries(REFUSED).filter(([, { body }]) => !/[\ud800-\udfff]/.test(body))
await tally.group('a handler: its answers, its hooks, what it logs', sendable, async ([, delivery]) => {
  /** @type {Mistyped[]} */
  const noted = []
  /** @type {Mistyped[]} */
  const answers = []
  const hooks = { onRejected: (/** @type {Error} */ error) => noted.push(error), onEvent() {} }
  const written = await overheard(async () => {
    const handler = createWebhookHandler({ verifier, ...hooks })
    const response = await handler(request(delivery))
    answers.push(String(response.status), JSON.stringify([...response.headers]), await response.text())
  })
  same(noted.length, 1, 'refusals')
  silent([...noted.flatMap(spillOf), ...answers, ...written])
})
await tally.group('a handler whose own parts fail, with no hook for errors', ['onEvent', 'replay', 'schemas', 'verifier'], async (part) => {
  const fail = () => {
    throw new Error('mine')
  }
  const parts = {
    onEvent: { onEvent: fail },
    replay: { replay: { claim: fail, complete: fail, release: fail } },
    schemas: {
      schemas: { 'job.completed': { '~standard': { version: 1, vendor: 'canary', validate: () => ({ issues: [{ message: 'mine' }] }) } } }
    },
    verifier: { verifier: fail, secrets: undefined }
  }
  /** @type {Record<string, Mistyped>} */
  const options = { secrets: SECRET, now, onEvent() {}, ...parts[/** @type {keyof typeof parts} */ (part)] }
  if (part === 'verifier') for (const name of ['secrets', 'now']) delete options[name]
  /** @type {Mistyped[]} */
  const answers = []
  const written = await overheard(async () => {
    const response = await createWebhookHandler(options)(request(genuine))
    answers.push(JSON.stringify([...response.headers]), await response.text())
  })
  ok(part === 'schemas' || written.join('').includes('mine'), 'nothing was logged')
  silent([...answers, ...written])
})

const QUESTIONS = {
  ...REFUSED,
  'a secret with a newline': { ...genuine, secrets: `${SECRET}\n` },
  'a secret in base64': { ...genuine, secrets: Buffer.from(SECRET).toString('base64') },
  'a parsed body': { ...genuine, body: JSON.parse(BODY) },
  'another secret': { ...genuine, secrets: `${SECRET}x` },
  'no secret': { ...genuine, secrets: undefined }
}
await tally.group('diagnoses', Object.entries(QUESTIONS), async ([, question]) => {
  const diagnosis = await outcomeOf(() => diagnoseWebhook({ secrets: SECRET, now: now(), ...question }))
  const sent = JSON.stringify(question.headers)
  // The caller's own signature or time may be quoted; the right HMAC of another delivery may not.
  const quotable = CANARIES.filter((canary) => sent.includes(canary))
  const found = spillOf(diagnosis).flatMap((/** @type {string} */ text) =>
    CANARIES.filter((canary) => text.includes(canary) && !quotable.includes(canary))
  )
  same(found, [], 'canaries')
})
await tally.group(
  'pastes that cannot be read',
  [`POST /\nx ${WORD}\n\n`, `curl -d '${WORD}`, `{"${WORD}"`, `curl --${WORD} x`],
  async (pasted) => {
    const read = await outcomeOf(() => readCapture(pasted))
    silent(spillOf(read))
  }
)

/** An endpoint that takes everything: the kit has much to report. */
const open = async () => new Response('ok')
await tally.group("the test kit's report", ['an endpoint that takes everything'], async () => {
  /** @type {Mistyped[]} */
  const noted = []
  const written = await overheard(async () => noted.push(await outcomeOf(() => assertRejectsForgeries(open, { secret: SECRET }))))
  same(isError(noted[0]), true, 'whether it reports')
  silent([...noted.flatMap(spillOf), ...written])
})
if (!tally.end()) process.exitCode = 1
