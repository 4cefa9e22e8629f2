// Every public call, to be broken off in the middle; and whether all is well afterwards.
import { isError, ok, same, thrown } from '../suite/expect.mjs'
import { delivery, now, sign, TIME } from './guide.mjs'

/** @import { Library, Mistyped, TestedVerifier } from '../suite/cases.d.ts' */

const SECRET = 'whsec_operations'
const CACHED = 'whsec_cached'
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'
const BYTES = Buffer.from('whsec_given_as_bytes')
const good = delivery(SECRET, BODY)
// With the empty key, which is what a key becomes that was wiped and is used all the same.
const forgeries = ['another', Buffer.alloc(0), Buffer.alloc(SECRET.length)].map((secret) => delivery(secret, BODY))
const goodBytes = { ...good, body: Buffer.from(BODY) }
const goodBuffer = { ...good, body: Uint8Array.from(goodBytes.body).buffer }
const byFirst = delivery('whsec_first', BODY)
const large = delivery(SECRET, `{"event":"job.completed","fill":"${'é'.repeat(70_000)}"}`)
const twice = delivery(SECRET, '{"a":1,"a":2}')
const late = delivery(SECRET, BODY, '2020-01-01T00:00:00Z')
/** @param {string | Buffer} secret */
const signature = (secret) => sign(BODY, TIME, secret)
const signed = { cached: signature(CACHED), another: signature('another'), bytes: signature(BYTES) }
const forgedSignatures = [
  ['another secret', signed.another],
  ['the empty key', signature(Buffer.alloc(0))],
  ['zeros', signature(Buffer.alloc(CACHED.length))]
]

/**
 * The parameters of each operation: a library, verifiers made with it, and a count that makes secrets differ.
 * @param {Library} library
 */
export function workshop(library) {
  const secrets = [{ id: 'a', secret: 'whsec_first' }, SECRET, Buffer.from('whsec_bytes')]
  const make = () => new library.WebhookVerifier({ secrets, now })
  return { library, make, verifier: make(), doomed: undefined, round: 0 }
}

/** @typedef {{ result?: Mistyped, error?: Mistyped }} Outcome */

/** @param {Outcome} outcome */
const returned = ({ result, error }) => {
  if (error) throw error
  return result
}
/** @param {Mistyped} outcome */
const isEvent = (outcome) => same(returned(outcome).type, 'job.completed', 'type')
/** @param {boolean | string | undefined} expected */
const is = (expected) => (/** @type {Mistyped} */ outcome) => same(returned(outcome), expected, 'result')
/** @param {string} code */
const isCode =
  (code) =>
  (/** @type {Outcome} */ { result, error }) =>
    same(error?.code ?? result, code, 'code')
/** @param {Outcome} outcome */
const isTypeError = ({ error }) => isError(error, TypeError)
/** @param {Mistyped} outcome */
const isAnything = (outcome) => returned(outcome)

/**
 * `prepare` runs undisturbed before each attempt; `right` takes what `run` returned or threw when nothing disturbed
 * it.
 * @type {Record<string, { prepare?: (shop: any) => void, run: (shop: any) => unknown, after?: (shop: any) => void, right: (outcome: any) => void }>}
 */
export const OPERATIONS = {
  'new WebhookVerifier': { run: ({ make }) => make(), right: isAnything },
  'new WebhookVerifier, bad secret': { run: ({ library }) => new library.WebhookVerifier('k\n'), right: isTypeError },
  'verify, text': { run: ({ verifier }) => verifier.verify(good), right: isEvent },
  'verify, bytes': { run: ({ verifier }) => verifier.verify(goodBytes), right: isEvent },
  'verify, ArrayBuffer': { run: ({ verifier }) => verifier.verify(goodBuffer), right: isEvent },
  'verify, large': { run: ({ verifier }) => verifier.verify(large), right: isEvent },
  'verify, a key twice': { run: ({ verifier }) => verifier.verify(twice), right: isCode('malformed_payload') },
  'verify, forged': { run: ({ verifier }) => verifier.verify(forgeries[0]), right: isCode('signature_mismatch') },
  'verify, late': { run: ({ verifier }) => verifier.verify(late), right: isCode('timestamp_too_old') },
  'safeVerify': {
    run: ({ verifier }) => verifier.safeVerify(good),
    right: (outcome) => same(returned(outcome).ok, true, 'ok')
  },
  'safeVerify, forged': {
    run: ({ verifier }) => verifier.safeVerify(forgeries[0]),
    right: (outcome) => same(returned(outcome).error.code, 'signature_mismatch', 'code')
  },
  'parseUnverifiedEvent': { run: ({ library }) => library.parseUnverifiedEvent(BODY), right: isEvent },
  'parseUnverifiedEvent, refused': {
    run: ({ library }) => library.parseUnverifiedEvent('{'),
    right: isCode('malformed_payload')
  },
  'verifyWebhook': {
    run: ({ library }) => library.verifyWebhook(BODY, TIME, signed.cached, CACHED),
    right: is(true)
  },
  'verifyWebhook, forged': {
    run: ({ library }) => library.verifyWebhook(BODY, TIME, signed.another, CACHED),
    right: is(false)
  },
  'verifyWebhook, a new secret': {
    prepare: (shop) => {
      shop.library.verifyWebhook(BODY, TIME, signed.cached, CACHED)
      shop.round++
    },
    run: (shop) => shop.library.verifyWebhook(BODY, TIME, '', `whsec_${shop.round}`),
    right: is(false)
  },
  'verifyWebhook, secret bytes': {
    run: ({ library }) => library.verifyWebhook(BODY, TIME, signed.bytes, BYTES),
    right: is(true)
  },
  'signWebhook': { run: ({ library }) => library.signWebhook(BODY, TIME, CACHED), right: is(signature(CACHED)) },
  'signWebhook, Date': { run: ({ library }) => library.signWebhook(BODY, now(), CACHED), right: is(signature(CACHED)) },
  'dispose': {
    prepare: (shop) => (shop.doomed = shop.make()),
    run: ({ doomed }) => doomed.dispose(),
    right: is(undefined),
    after: isWhollyWiped
  },
  'dispose, secret bytes': {
    prepare: (shop) => (shop.doomed = new shop.library.WebhookVerifier({ secrets: Buffer.from(SECRET), now })),
    run: ({ doomed }) => doomed.dispose(),
    right: is(undefined),
    after: isWhollyWiped
  }
}

/**
 * A verifier whose dispose was broken off: either it has not begun, or nothing verifies any more.
 * @param {Mistyped} shop
 */
function isWhollyWiped({ doomed }) {
  const verdicts = [...forgeries, good].map((each) => verdict(() => doomed.safeVerify(each)))
  const before = ['signature_mismatch', 'signature_mismatch', 'signature_mismatch', 'accepted']
  const is = `after a dispose broken off the verdicts on three forged deliveries and a genuine one are ${verdicts}`
  ok(verdicts.every((each) => each === 'TypeError') || verdicts.join() === before.join(), is)
  doomed.dispose()
  isError(
    thrown(() => doomed.verify(good)),
    TypeError
  )
}

/** @param {() => ReturnType<TestedVerifier['safeVerify']>} work */
function verdict(work) {
  try {
    const { ok, error } = work()
    return ok ? 'accepted' : error?.code
  } catch (error) {
    return /** @type {Error} */ (error).constructor.name
  }
}

/**
 * The verifier that was there all along, and the function, still tell right from wrong.
 * @param {{ library: Library, verifier: TestedVerifier }} parts
 */
export function allIsWell({ library, verifier }) {
  const { signWebhook, verifyWebhook } = library
  same(verifier.verify(good).keyId, undefined, 'keyId')
  same(verifier.verify(byFirst).keyId, 'a', 'keyId')
  for (const forged of forgeries)
    same(
      verdict(() => verifier.safeVerify(forged)),
      'signature_mismatch',
      'verdict on a forged one'
    )
  for (const [by, forged] of forgedSignatures) {
    same(verifyWebhook(BODY, TIME, forged, CACHED), false, `verifyWebhook of what was signed with ${by}`)
  }
  same(verifyWebhook(BODY, TIME, signed.cached, CACHED), true, 'verifyWebhook of the genuine one')
  same(signWebhook(BODY, TIME, CACHED), signed.cached, 'signWebhook')
}
