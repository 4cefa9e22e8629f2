// The run of all attacks on an endpoint, first and last a genuine delivery: an endpoint that refuses everything proves nothing.
import { nonNegative, getOwn } from '../lib/verifier/options.ts'
import { typeName } from '../lib/verifier/secret.ts'
import { attackDeliveries } from './attacks.js'
import { Handled, UNCOUNTED } from './handled.js'
import { Report } from './report.js'
import { Run } from './run.js'
import { Sender } from './sender.js'
import { checked } from './signed.js'

const OPTIONS = ['secret', 'now', 'countHandled', 'headers', 'url', 'timeoutSeconds', 'skip', 'onProgress']
const URL_OF_FUNCTIONS = 'http://localhost/webhook'
const TIMEOUT = 10

export async function assertRejectsForgeries(target, options) {
  const report = await attackEndpoint(target, options)
  if (report.ok) return report
  // Not enumerable: a printed error has it in the message already.
  throw Object.defineProperty(new Error(String(report)), 'report', { value: report })
}

/** The same, with nothing thrown for what the endpoint did. */
export async function attackEndpoint(target, options) {
  const settings = settingsOf(target, options)
  const report = new Report(typeof target === 'string' ? target : target.name || 'the function')
  await new Run(settings, report).all()
  return report
}

function settingsOf(target, options) {
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

function senderOf(target, given) {
  const timeoutSeconds = nonNegative(given, 'timeoutSeconds', TIMEOUT)
  return new Sender(target, { url: urlOf(target, getOwn(given, 'url')), headers: getOwn(given, 'headers'), timeoutSeconds })
}

function urlOf(target, url = URL_OF_FUNCTIONS) {
  if (typeof target === 'function') return url
  if (typeof target === 'string' && /^https?:\/\//.test(target)) return target
  const given = typeof target === 'string' ? 'another text' : typeName(target)
  throw new TypeError(`the target must be an http or https URL, or a function of a Request, not ${given}`)
}

function functionOr(value, name) {
  if (value === undefined || typeof value === 'function') return value
  throw new TypeError(`${name} must be a function, not ${typeName(value)}`)
}
