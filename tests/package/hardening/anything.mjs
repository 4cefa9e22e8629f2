// Anything at all as a delivery, as options, as arguments: values in Proxies whose traps throw, getters that answer otherwise each
// time, prototypes, symbols. Nothing is accepted that is not genuine, nothing but our errors and theirs comes out, and a good
// delivery verifies right after.
// @run anything
import fc from 'fast-check'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { amount } from '../../runner/amount.mjs'
import { delivery, now } from '../guide.mjs'
import { library } from '../installed.mjs'

const SECRET = 'whsec_anything'
const RUNS = amount(500, 100_000)
const SEED = 20_260_109
const { parseUnverifiedEvent, signWebhook, verifyWebhook, WebhookError, WebhookVerifier } = library
const good = delivery(SECRET)
const [TIMESTAMP, SIGNATURE] = /** @type {const} */ (['x-webhook-timestamp', 'x-webhook-signature'])
const verifier = new WebhookVerifier({ secrets: SECRET, now })

class Theirs extends Error {}
const fail = () => {
  throw new Theirs('theirs')
}
const TRAPS = ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf']
const plain = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withTypedArray: true,
  withObjectString: true,
  maxDepth: 2
})

// From here on values are functions that make one: fast-check looks into what it hands out.

/** In a Proxy of which one trap throws; what is no object stays as it is. */
const inProxy = fc.tuple(plain, fc.constantFrom(...TRAPS)).map(
  ([value, trap]) =>
    () =>
      value !== null && typeof value === 'object' ? new Proxy(value, { [trap]: fail }) : value
)

/**
 * Answers with one value after the other.
 * @param {unknown[]} values
 */
const shifting = (values) => {
  let asked = 0
  return { enumerable: true, get: () => values[asked++ % values.length] }
}
const headerValue = fc.oneof(plain, fc.constantFrom(...Object.values(good.headers), [good.headers[SIGNATURE]], ''))
const shifty = fc.tuple(fc.array(headerValue, { minLength: 1, maxLength: 3 }), fc.constantFrom(TIMESTAMP, SIGNATURE)).map(
  ([values, name]) =>
    () =>
      Object.defineProperty({ ...good.headers }, name, shifting(values))
)
const GETTERS = [
  { get: fail },
  { get: () => Symbol('x') },
  { get: () => 1 },
  { get: () => Promise.resolve('') },
  { [Symbol.iterator]: fail },
  [[fail]],
  [['x-webhook-signature', {}]]
]
const any = fc.oneof(
  plain.map((value) => () => value),
  inProxy,
  fc.constantFrom(...GETTERS.map((value) => () => value))
)

const isGood = () => same(verifier.verify(good).type, 'job.completed', 'type of the good one')

/**
 * The outcome: the result, or one of the permitted errors.
 * @template Result
 * @param {() => Result} work
 * @returns {{ result?: Result, error?: unknown }}
 */
function outcomeOf(work) {
  try {
    return { result: work() }
  } catch (error) {
    ok(
      error instanceof Theirs || error instanceof WebhookError || error?.constructor === TypeError || error?.constructor === RangeError,
      `${/** @type {Error | undefined} */ (error)?.stack}`
    )
    return { error }
  }
}

/** @type {Record<string, any>} */
const PROPERTIES = {
  'verify(anything)': fc.property(any, (make) => ok(outcomeOf(() => verifier.verify(make())).error, 'it was accepted')),
  'verify({ headers: anything })': fc.property(any, (make) =>
    ok(outcomeOf(() => verifier.verify({ headers: make(), body: good.body })).error, 'it was accepted')
  ),
  'verify({ body: anything })': fc.property(any, (make) =>
    ok(outcomeOf(() => verifier.verify({ headers: good.headers, body: make() })).error, 'it was accepted')
  ),
  'headers that change': fc.property(shifty, (make) => {
    const { result } = outcomeOf(() => verifier.verify({ headers: make(), body: good.body }))
    // Accepted where what was read was the genuine value: then that is what the event shows.
    if (result) same([result.timestamp, result.signature], Object.values(good.headers), 'what was verified')
  }),
  'verifyWebhook(anything)': fc.property(any, any, any, any, (body, time, signature, secret) =>
    same(outcomeOf(() => verifyWebhook(body(), time(), signature(), secret())).result ?? false, false, 'answer')
  ),
  'signWebhook(anything)': fc.property(any, any, any, (body, time, secret) => void outcomeOf(() => signWebhook(body(), time(), secret()))),
  'parseUnverifiedEvent(anything)': fc.property(any, any, (body, headers) => void outcomeOf(() => parseUnverifiedEvent(body(), headers()))),
  'new WebhookVerifier(anything)': fc.property(any, (make) => void outcomeOf(() => new WebhookVerifier(make()))),
  'new WebhookVerifier with anything as one option': fc.property(
    any,
    fc.constantFrom('secrets', 'toleranceSeconds', 'futureToleranceSeconds', 'maxBodyBytes', 'now'),
    (make, name) => {
      const { result } = outcomeOf(() => new WebhookVerifier({ secrets: SECRET, now, [name]: make() }))
      const forged = { ...good, headers: { ...good.headers, [SIGNATURE]: `sha256=${'0'.repeat(64)}` } }
      if (result) ok(outcomeOf(() => result.verify(forged)).error, 'a forgery was accepted')
    }
  )
}

console.log(`seed ${SEED}`)
const tally = new Tally()
for (const [name, property] of Object.entries(PROPERTIES)) {
  const { failed, counterexample, errorInstance } = await fc.check(property.afterEach(isGood), { numRuns: RUNS, seed: SEED })
  tally.add(name, RUNS, failed ? [`${fc.stringify(counterexample)}: ${/** @type {Error | null} */ (errorInstance)?.message}`] : [])
}
await tally.group('and after all of it', ['the good delivery'], isGood)
if (!tally.end()) process.exitCode = 1
