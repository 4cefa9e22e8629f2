// A trap in the middle of a call, at every step of it: the call throws, and the next ones find nothing of it.
import { bodyOf, optionsOf } from './delivery.mjs'
import { isError, same, show, thrown } from './expect.mjs'
import { arm, GARBAGE, sabotage, trapped } from './fault-injection.mjs'

/** @import { Deliveries, DeliveryCase, Library, Mistyped, TestedVerifier, Vectors } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */
/** @import { WebhookVerifier } from 'webhook-verifier' */
/** @typedef {{ run: () => unknown, check: (answer: unknown) => void }} Operation */

const MOST_STEPS = 40
const ACCEPTED = 'job.completed'

/**
 * @param {Library} library
 * @param {Vectors} vectors
 * @param {Tally} tally
 */
export async function traps(library, { deliveries }, tally) {
  const operations = operationsOf(library, deliveries)
  const disarm = arm()
  try {
    await tally.group('an exception in the middle of a call', ['verify'], () => breakOff(operations.verify))
    for (const [name, operation] of Object.entries(operations)) {
      /** @type {string[]} */
      const failures = []
      const steps = [...allSteps(operation, operations, failures)]
      tally.add(`a trap in ${name}`, steps.length, failures)
    }
  } finally {
    disarm()
    breakOff(operations.verify)
  }
}

/**
 * A trap at each step, as long as there are steps; after each, every operation must be right.
 * @param {Operation} operation
 * @param {Record<string, Operation>} operations
 * @param {string[]} failures
 */
function* allSteps(operation, operations, failures) {
  for (const when of ['before', 'after']) {
    for (let at = 1; at <= MOST_STEPS; at++) {
      sabotage(at, when, GARBAGE.noise)
      const fault = faultOf(operation)
      const step = trapped()
      if (!step) break
      yield step
      failures.push(...[fault, ...Object.values(operations).map(wrongOf)].filter(Boolean).map((what) => `${when} ${step}: ${what}`))
      if (at === MOST_STEPS) failures.push('there is no end to the steps')
    }
  }
}

/**
 * The outcome of a trapped call that did not throw the trap. By its name: a sandbox may have the error of another realm.
 * @param {Operation} operation
 */
function faultOf({ run }) {
  try {
    return `it returned ${run()}`
  } catch (error) {
    return /** @type {Error} */ (error).name === 'RuntimeError' ? undefined : show(error)
  }
}

/** @param {Operation} operation */
function wrongOf({ run, check }) {
  try {
    check(run())
  } catch (error) {
    return show(error)
  }
}

/**
 * The instance in use is lost with this: the host throws while it is lent out.
 * @param {Pick<Operation, 'run'>} operation
 */
function breakOff({ run }) {
  const { encodeInto } = TextEncoder.prototype
  TextEncoder.prototype.encodeInto = () => {
    throw new RangeError('broken off')
  }
  try {
    isError(thrown(run), RangeError)
  } finally {
    TextEncoder.prototype.encodeInto = encodeInto
  }
}

/**
 * @param {unknown} expected
 * @returns {(answer: unknown) => void}
 */
const is = (expected) => (answer) => same(answer, expected, 'answer')

/**
 * @param {Library} library
 * @param {Deliveries} vectors
 * @returns {Record<string, Operation> & { verify: Operation }}
 */
function operationsOf({ WebhookVerifier, parseUnverifiedEvent, signWebhook, verifyWebhook }, vectors) {
  const good = /** @type {DeliveryCase} */ (vectors.cases.find(({ name }) => name === ACCEPTED))
  const valueOf = (/** @type {string} */ header) => good.headers.find(([name]) => name.toLowerCase() === `x-webhook-${header}`)?.[1] ?? ''
  const [timestamp, signature] = [valueOf('timestamp'), valueOf('signature')]
  const body = String(bodyOf(good))
  const options = optionsOf(good, vectors)
  const verifier = new WebhookVerifier(options)
  const later = new WebhookVerifier({ ...options, now: () => new Date('2100-01-01') })
  /** @param {Mistyped} given */
  const typeOf = (given) => verifier.verify(given).type
  /**
   * @param {TestedVerifier & WebhookVerifier} judge
   * @param {Mistyped} given
   */
  const codeOf = (judge, given) => judge.safeVerify(given).error?.code
  const twice = '{"a":1,"a":2,"long enough":"for the whole way"}'
  const twiceHeaders = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signWebhook(twice, timestamp, vectors.secret) }
  const forged = { ...good, body: body.replace('job', 'jab') }
  return {
    'verify': { run: () => typeOf({ ...good, body }), check: is(ACCEPTED) },
    'verify, bytes': { run: () => typeOf({ ...good, body: new TextEncoder().encode(body) }), check: is(ACCEPTED) },
    'new WebhookVerifier and dispose': { run: () => new WebhookVerifier(options).dispose(), check: is(undefined) },
    'a forged delivery': { run: () => codeOf(verifier, forged), check: is('signature_mismatch') },
    'a late one': { run: () => codeOf(later, { ...good, body }), check: is('timestamp_too_old') },
    'a key twice in one object': { run: () => codeOf(verifier, { headers: twiceHeaders, body: twice }), check: is('malformed_payload') },
    'parseUnverifiedEvent': { run: () => parseUnverifiedEvent(body, good.headers).type, check: is(ACCEPTED) },
    'verifyWebhook': { run: () => verifyWebhook(body, timestamp, signature, vectors.secret), check: is(true) },
    'verifyWebhook, forged': { run: () => verifyWebhook(forged.body, timestamp, signature, vectors.secret), check: is(false) },
    'signWebhook': { run: () => signWebhook(body, timestamp, vectors.secret), check: is(signature) }
  }
}
