// The options of a handler, checked once when it is made: a mistake fails the deployment, not a delivery.
import { isWellFormed } from './body.js'
import { NO_STORE } from './claim.js'
import { TYPES } from './event.js'
import { amount, checkNames, own } from './options.js'
import { memoryReplayStore } from './replay/memory.js'
import { describe } from './secret.js'
import { internalsOf, VERIFIER_OPTIONS, WebhookVerifier } from './verifier.js'

const SECONDS = { leaseSeconds: 60, storeTimeoutSeconds: 3, bodyTimeoutSeconds: 10 }
const HOOKS = { onEvent: undefined, onRejected: () => {}, onError: (error) => console.error(error), waitUntil: undefined }
const OTHER = ['verifier', 'on', 'schemas', 'replay', 'scope', 'dedupe', 'keepSeconds', 'acknowledge']

/** Beyond the window: what a clock may be off, and a delivery under way. */
const SLACK = 60

export function settingsOf(options) {
  if (!isObject(options)) throw new TypeError(`createWebhookHandler takes options, not ${describe(options)}`)
  checkNames(options, [...VERIFIER_OPTIONS, ...OTHER, ...Object.keys(SECONDS), ...Object.keys(HOOKS)], 'option')
  const settings = {
    verifier: verifierOf(options),
    schemas: schemasOf(own(options, 'schemas')),
    replay: storeOf(own(options, 'replay')),
    scope: scopeOf(own(options, 'scope')),
    dedupe: choice(options, 'dedupe', ['delivery', 'event']),
    acknowledge: choice(options, 'acknowledge', ['after', 'before']),
    keepSeconds: amount(options, 'keepSeconds', undefined),
  }
  for (const name of Object.keys(SECONDS)) settings[name] = positive(amount(options, name, SECONDS[name]), name)
  for (const name of Object.keys(HOOKS)) settings[name] = functionOr(own(options, name), name) ?? HOOKS[name]
  settings.handle = dispatcherOf(own(options, 'on'), settings.onEvent)
  checkKept(settings)
  return settings
}

/** How long a delivery is remembered: longer than it could be replayed. */
export const keepOf = ({ keepSeconds = 0 }, verifier) => Math.max(keepSeconds, internalsOf(verifier).windowSeconds + SLACK)

function checkKept({ keepSeconds, verifier }) {
  const least = (internalsOf(verifier)?.windowSeconds ?? NaN) + SLACK
  if (keepSeconds < least) throw new RangeError(`keepSeconds must be at least ${least}, or replays could pass`)
}

/** A verifier, or a function that finds the one for a request. */
function verifierOf(options) {
  const verifier = own(options, 'verifier')
  if (verifier === undefined) return new WebhookVerifier(pick(options, VERIFIER_OPTIONS))
  const twice = VERIFIER_OPTIONS.find((name) => own(options, name) !== undefined)
  if (twice) throw new TypeError(`${twice} is decided by the verifier that is given; leave out one of the two`)
  return isFunction(verifier) ? verifier : checkVerifier(verifier)
}

export function checkVerifier(verifier) {
  if (!internalsOf(verifier)) throw new TypeError(`verifier must be a WebhookVerifier, not ${describe(verifier)}`)
  return verifier
}

/** One function for every event. What nobody handles is acknowledged. */
function dispatcherOf(on, onEvent) {
  if (on === undefined) return onEvent ?? (() => {})
  if (onEvent) throw new TypeError('on and onEvent are two ways to say one thing; leave out one of them')
  if (!isObject(on)) throw new TypeError(`on must be an object of functions, not ${describe(on)}`)
  checkNames(on, TYPES, 'event in on')
  // An undefined one is an import that went wrong; its events would be acknowledged, and lost.
  for (const type of Object.keys(on)) checkFunction(on[type], `on['${type}']`)
  return (event, context) => [on[event.type], on.unknown].find(isFunction)?.call(on, event, context)
}

function schemasOf(schemas = {}) {
  if (!isObject(schemas)) throw new TypeError(`schemas must be an object of schemas, not ${describe(schemas)}`)
  checkNames(schemas, TYPES, 'event in schemas')
  for (const type of Object.keys(schemas)) {
    const validate = schemas[type]?.['~standard']?.validate
    if (!isFunction(validate)) throw new TypeError(`schemas['${type}'] must be a Standard Schema, as zod, valibot and arktype make them`)
  }
  return { __proto__: null, ...schemas }
}

function storeOf(replay = memoryReplayStore()) {
  if (replay === false) return NO_STORE
  const missing = Object.keys(NO_STORE).filter((name) => !isFunction(replay?.[name]))
  if (missing.length) throw new TypeError(`replay must be false or a store; ${describe(replay)} has no function ${missing.join(', ')}`)
  return replay
}

const scopeOf = (scope) => (scope === undefined || isFunction(scope) ? scope : checkScope(scope))

export function checkScope(scope) {
  if (typeof scope === 'string' && scope && isWellFormed(scope)) return scope
  throw new TypeError(`scope must be a text that is not empty, not ${describe(scope)}`)
}

function choice(options, name, values) {
  const value = own(options, name)
  if (value === undefined) return values[0]
  if (values.includes(value)) return value
  throw new TypeError(`${name} must be '${values.join("' or '")}'`)
}

function positive(value, name) {
  if (value > 0) return value
  throw new RangeError(`${name} must be more than 0`)
}

const functionOr = (value, name) => (value === undefined ? value : checkFunction(value, name))

function checkFunction(value, name) {
  if (isFunction(value)) return value
  throw new TypeError(`${name} must be a function, not ${describe(value)}`)
}

const pick = (options, names) => Object.fromEntries(names.map((name) => [name, own(options, name)]))

const isFunction = (value) => typeof value === 'function'
const isObject = (value) => typeof value === 'object' && value !== null
