// The run of all attacks on an endpoint, first and last a genuine delivery: an endpoint that refuses everything proves nothing.
import { nonNegative, getOwn } from '../lib/verifier/options.ts'
import { typeName } from '../lib/verifier/secret.ts'
import { attackDeliveries } from './attacks.ts'
import { Handled, UNCOUNTED } from './handled.ts'
import { Report } from './report.ts'
import { Run, type RunSettings } from './run.ts'
import { Sender } from './sender.ts'
import { checked } from './signed.ts'
import type { AttackOptions, AttackReport, AttackTarget } from './types.ts'

const OPTIONS = ['secret', 'now', 'countHandled', 'headers', 'url', 'timeoutSeconds', 'skip', 'onProgress']
const URL_OF_FUNCTIONS = 'http://localhost/webhook'
const TIMEOUT = 10

/**
 * The same as {@link attackEndpoint} for tests: throws an Error with the report as its message, and as its `report`, unless the report
 * is `ok`.
 *
 * @throws {TypeError | RangeError} for a target or options that make no sense
 * @example
 * await assertRejectsForgeries(handler, { secret: 'whsec_test' })
 */
export async function assertRejectsForgeries(target: AttackTarget, options: AttackOptions): Promise<AttackReport> {
  const report = await attackEndpoint(target, options)
  if (report.ok) return report
  // Not enumerable: a printed error has it in the message already.
  throw Object.defineProperty(new Error(String(report)), 'report', { value: report })
}

/**
 * Sends all of {@link attackDeliveries}, one after the other, and reports what became of them. First and last comes a genuine
 * delivery; if the first is not accepted, no attack is sent.
 *
 * @param target the endpoint's URL, or a function of a Fetch Request
 * @param options the endpoint's secret, and how the run is made
 * @throws {TypeError | RangeError} for a target or options that make no sense
 */
export async function attackEndpoint(target: AttackTarget, options: AttackOptions): Promise<AttackReport> {
  const settings = settingsOf(target, options)
  const report = new Report(typeof target === 'string' ? target : target.name || 'the function')
  await new Run(settings, report).all()
  return report
}

function settingsOf(target: AttackTarget, options: AttackOptions): RunSettings {
  const given = checked(options, OPTIONS, 'a run of attacks')
  const [secret, now] = [getOwn(given, 'secret'), getOwn(given, 'now')]
  const countHandled = functionOr(getOwn(given, 'countHandled'), 'countHandled')
  const skip = getOwn(given, 'skip') ?? []
  const attacks = attackDeliveries({ secret, now })
  const unknown = skip.find((skipped) => !attacks.some(({ name }) => name === skipped))
  if (unknown !== undefined) throw new TypeError(`there is no attack called ${unknown}`)
  return {
    attacks,
    secret,
    now,
    skip,
    sender: senderOf(target, given),
    handled: countHandled ? new Handled(countHandled) : UNCOUNTED,
    isCounted: Boolean(countHandled),
    onProgress: functionOr(getOwn(given, 'onProgress'), 'onProgress') ?? (() => {})
  }
}

function senderOf(target: AttackTarget, given: AttackOptions): Sender {
  const timeoutSeconds = nonNegative(given, 'timeoutSeconds', TIMEOUT)
  return new Sender(target, { url: urlOf(target, getOwn(given, 'url')), headers: getOwn(given, 'headers'), timeoutSeconds })
}

function urlOf(target: unknown, url: string = URL_OF_FUNCTIONS): string {
  if (typeof target === 'function') return url
  if (typeof target === 'string' && /^https?:\/\//.test(target)) return target
  const given = typeof target === 'string' ? 'another text' : typeName(target)
  throw new TypeError(`the target must be an http or https URL, or a function of a Request, not ${given}`)
}

function functionOr<Value>(value: Value, name: string): Value {
  if (value === undefined || typeof value === 'function') return value
  throw new TypeError(`${name} must be a function, not ${typeName(value)}`)
}
