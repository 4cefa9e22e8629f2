// The user's own code in the middle of a call (getters, a Proxy, iterators, the clock) calls the verifier again. Both
// calls come out right.
// @run re-entrancy, %; on: every Node; core
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { delivery, now, sign, TIME } from './guide.mjs'
import { library } from './installed.mjs'

/** @import { TestedVerifier } from '../suite/cases.d.ts' */
/** @import { Mistyped } from '../suite/cases.d.ts' */

const SECRET = 'whsec_outer'
const { parseUnverifiedEvent, signWebhook, verifyWebhook, WebhookVerifier } = library
const good = delivery(SECRET)
const bad = delivery('another')
const [TIMESTAMP, SIGNATURE] = /** @type {const} */ (['x-webhook-timestamp', 'x-webhook-signature'])

/** Calls in the middle: each returns what it should. */
const INNER = {
  'verify, genuine': () => same(inner.verify(delivery('whsec_inner')).type, 'job.completed', 'inner type'),
  'verify, forged': () => same(inner.safeVerify(bad).error?.code, 'signature_mismatch', 'inner code'),
  'verifyWebhook': () => same(verifyWebhook('x', 'y', sign('x', 'y', 'k'), 'k'), true, 'inner verifyWebhook'),
  'signWebhook': () => same(signWebhook('x', 'y', 'k'), sign('x', 'y', 'k'), 'inner signWebhook'),
  'parseUnverifiedEvent': () => same(parseUnverifiedEvent('{"event":"e"}').name, 'e', 'inner name'),
  'new WebhookVerifier': () => ok(new WebhookVerifier('k'), 'inner verifier'),
  'dispose': () => new WebhookVerifier('k').dispose(),
  'an error': () => {
    throw new EvalError('mine')
  }
}
const inner = new WebhookVerifier({ secrets: 'whsec_inner', now })

/** @typedef {{ headers: Record<string, string>, body: string }} Signed */
/** @typedef {ReturnType<typeof clocked>} Clocked */
/**
 * Ways in: each hands a delivery over so that `call` is called in the middle of it.
 * @type {Record<string, (call: () => unknown, delivery: Signed, verifying: Clocked) => Mistyped>}
 */
const WAYS = {
  'a getter of a header': (call, { headers, body }) => {
    const value = headers[SIGNATURE]
    const get = () => (call(), value)
    return { headers: Object.defineProperty({ ...headers }, SIGNATURE, { get, enumerable: true }), body }
  },
  'get() of headers': (call, { headers, body }) => ({
    headers: { get: (/** @type {string} */ name) => (call(), headers[name] ?? null) },
    body
  }),
  'a Proxy of headers': (call, { headers, body }) => {
    /** @type {any} */
    const handler = Object.fromEntries(
      ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'].map((trap) => [
        trap,
        (/** @type {unknown[]} */ ...args) => (call(), Reflect[/** @type {'get'} */ (trap)](.../** @type {[object, string]} */ (args)))
      ])
    )
    return { headers: new Proxy(headers, handler), body }
  },
  'an iterator of headers': (call, { headers, body }) => ({
    headers: (function* () {
      for (const pair of Object.entries(headers)) yield (call(), pair)
      call()
    })(),
    body
  }),
  'a list of copies': (call, { headers, body }) => {
    /** @type {any} */
    const copies = [headers[TIMESTAMP]]
    copies[Symbol.iterator] = function* () {
      call()
      yield headers[TIMESTAMP]
      call()
    }
    return { headers: { ...headers, [TIMESTAMP]: copies }, body }
  },
  'getters of the delivery': (call, { headers, body }) => ({
    get headers() {
      return (call(), headers)
    },
    get body() {
      return (call(), body)
    }
  }),
  'the clock': (call, each, verifying) => (verifying.onClock(call), each)
}

/** A verifier whose clock calls what it is told to, once. */
function clocked() {
  /** @type {(() => unknown) | undefined} */
  let onClock
  const clock = () => {
    const call = onClock
    onClock = undefined
    call?.()
    return now()
  }
  const verifier = new WebhookVerifier({ secrets: SECRET, now: clock })
  return { verifier, onClock: (/** @type {() => unknown} */ call) => (onClock = call) }
}

/** @param {() => ReturnType<TestedVerifier['safeVerify']>} work */
function outcome(work) {
  try {
    const { ok, event, error } = work()
    return ok ? event?.type : error?.code
  } catch (error) {
    return /** @type {Error} */ (error).constructor.name
  }
}

/** @returns {Iterable<{ name: string, hand: Function, call: Function }>} */
function* cases() {
  for (const [way, hand] of Object.entries(WAYS)) {
    for (const [name, call] of Object.entries(INNER)) yield { name: `${way}: ${name}`, hand, call }
  }
}

const tally = new Tally()
await tally.group('calls in the middle of a call', cases(), ({ hand, call }) => {
  const verifying = clocked()
  const throws = call === INNER['an error']
  let calls = 0
  const counted = () => (calls++, call())
  const judge = (/** @type {Signed} */ each) => outcome(() => verifying.verifier.safeVerify(hand(counted, each, verifying)))
  same(judge(good), throws ? 'EvalError' : 'job.completed', 'outer verdict on the genuine one')
  same(judge(bad), throws ? 'EvalError' : 'signature_mismatch', 'outer verdict on the forged one')
  ok(calls >= 2, 'the inner call was never made')
  same(
    outcome(() => verifying.verifier.safeVerify(good)),
    'job.completed',
    'verdict afterwards'
  )
})

await tally.group('the verifier itself in its own clock, ten deep', ['good', 'bad'], (which) => {
  const each = which === 'good' ? good : bad
  const verdict = which === 'good' ? 'job.completed' : 'signature_mismatch'
  let depth = 0
  const verifier = new WebhookVerifier({
    secrets: SECRET,
    now: () => {
      if (depth++ < 10)
        same(
          outcome(() => verifier.safeVerify(each)),
          verdict,
          `verdict ${depth} deep`
        )
      return new Date(TIME)
    }
  })
  same(
    outcome(() => verifier.safeVerify(each)),
    verdict,
    'outermost verdict'
  )
  same(depth, 11, 'calls of the clock')
})

await tally.group('a delivery whose verifier is disposed of in the middle', Object.keys(WAYS), (way) => {
  for (const each of [good, bad]) {
    const verifying = clocked()
    const doomed = WAYS[way]?.(() => verifying.verifier.dispose(), each, verifying)
    same(
      outcome(() => verifying.verifier.safeVerify(doomed)),
      'TypeError',
      'outcome'
    )
  }
})

if (!tally.end()) process.exitCode = 1
