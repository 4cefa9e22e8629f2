// The options of a handler, checked once when it is made: a mistake fails the deployment, not a delivery.
import { isWellFormed } from '../verifier/body.ts'
import { NO_STORE } from './lease.js'
import { EVENT_TYPES } from '../contract/events.ts'
import { nonNegative, rejectUnknown, getOwn } from '../verifier/options.ts'
import { ImmediateStore } from '../../replay/immediate-store.ts'
import { typeName } from '../verifier/secret.ts'
import { internalsOf } from '../verifier/internals.ts'
import { VERIFIER_OPTIONS } from '../verifier/verifier.ts'
import { WebhookVerifier } from '../verifier/webhook-verifier.ts'
import { readInTime } from './body.js'
import { warnOfRefusals } from './warnings.js'

const HOOKS = ['onEvent', 'onHandled', 'onDuplicate', 'onRejected', 'onError', 'waitUntil']
const OTHER = ['verifier', 'on', 'schemas', 'replay', 'bodyTimeoutSeconds', 'acknowledge']
const STORE_METHODS = ['claim', 'complete', 'release']
const REPLAY = ['store', 'dedupe', 'scope', 'leaseSeconds', 'keepSeconds', 'timeoutSeconds']

/** It is a part of each key that a store keeps. */
const LONGEST_SCOPE = 256

/** As many as a memory store has by default. */
const MEMORY_ENTRIES = 100_000

/** Added to the verifier's window: for a clock that is off, and a delivery in progress. */
const SLACK_SECONDS = 60

export function parseOptions(options) {
  if (!isObject(options)) throw new TypeError(`createWebhookHandler takes options, not ${typeName(options)}`)
  rejectUnknown(options, [...VERIFIER_OPTIONS, ...OTHER, ...HOOKS], 'option')
  const settings = {
    verifier: parseVerifier(options),
    schemas: parseSchemas(getOwn(options, 'schemas')),
    ...parseReplay(getOwn(options, 'replay')),
    acknowledge: choice(options, 'acknowledge', ['after', 'before']),
    read: readInTime(positive(options, 'bodyTimeoutSeconds', 10))
  }
  for (const name of HOOKS) settings[name] = functionOr(getOwn(options, name), name)
  settings.onRejected ??= warnOfRefusals()
  settings.onError ??= (error) => console.error(error)
  settings.handle = parseWork(getOwn(options, 'on'), settings.onEvent)
  checkKept(settings)
  return settings
}

/** How long a delivery is remembered: longer than it could be replayed. */
export const keepSecondsFor = ({ keepSeconds = 0 }, verifier) => Math.max(keepSeconds, internalsOf(verifier).windowSeconds + SLACK_SECONDS)

function checkKept({ keepSeconds, verifier }) {
  const least = (internalsOf(verifier)?.windowSeconds ?? NaN) + SLACK_SECONDS
  if (keepSeconds < least) throw new RangeError(`keepSeconds must be at least ${least}, or replays could pass`)
}

/** A verifier, or a function that finds the one for a request. */
function parseVerifier(options) {
  const verifier = getOwn(options, 'verifier')
  if (verifier === undefined) return new WebhookVerifier(pick(options, VERIFIER_OPTIONS))
  const twice = VERIFIER_OPTIONS.find((name) => getOwn(options, name) !== undefined)
  if (twice) throw new TypeError(`${twice} is decided by the verifier that is given; leave out one of the two`)
  return isFunction(verifier) ? verifier : checkVerifier(verifier)
}

export function checkVerifier(verifier) {
  if (!internalsOf(verifier)) throw new TypeError(`verifier must be a WebhookVerifier, not ${typeName(verifier)}`)
  return verifier
}

/** One function for every event. Without a function of its own an event goes to `unknown`; without that it is acknowledged. */
function parseWork(on, onEvent) {
  if (on === undefined && !onEvent) {
    throw new TypeError('a handler needs on or onEvent: without either, every delivery is acknowledged and none is handled')
  }
  if (on === undefined) return onEvent
  if (onEvent) throw new TypeError('on and onEvent exclude each other; leave out one of them')
  if (!isObject(on)) throw new TypeError(`on must be an object of functions, not ${typeName(on)}`)
  rejectUnknown(on, EVENT_TYPES, 'event in on')
  // An undefined one is an import that went wrong; its events would be acknowledged, and lost.
  for (const type of Object.keys(on)) checkFunction(on[type], `on['${type}']`)
  return (event, context) => {
    if (isFunction(on[event.type])) return on[event.type](event, context)
    if (isFunction(on.unknown)) return on.unknown(event, context)
  }
}

function parseSchemas(schemas = {}) {
  if (!isObject(schemas)) throw new TypeError(`schemas must be an object of schemas, not ${typeName(schemas)}`)
  rejectUnknown(schemas, EVENT_TYPES, 'event in schemas')
  for (const type of Object.keys(schemas)) {
    const validate = schemas[type]?.['~standard']?.validate
    if (!isFunction(validate)) throw new TypeError(`schemas['${type}'] must be a Standard Schema, as zod, valibot and arktype make them`)
  }
  return { __proto__: null, ...schemas }
}

/** `false`, a store, or a group of options with a store among them. */
function parseReplay(replay = {}) {
  const isGroup = isObject(replay) && !STORE_METHODS.some((name) => name in replay)
  const group = isGroup ? replay : { store: replay }
  rejectUnknown(group, REPLAY, 'option of replay')
  return {
    replay: replay === false ? NO_STORE : parseStore(getOwn(group, 'store')),
    dedupe: choice(group, 'dedupe', ['delivery', 'event']),
    scope: parseScope(getOwn(group, 'scope')),
    leaseSeconds: positive(group, 'leaseSeconds', 60),
    keepSeconds: nonNegative(group, 'keepSeconds', undefined),
    storeTimeoutSeconds: positive(group, 'timeoutSeconds', 3)
  }
}

function parseStore(store = new ImmediateStore(MEMORY_ENTRIES)) {
  const missing = STORE_METHODS.filter((name) => !isFunction(store?.[name]))
  if (!missing.length) return store
  throw new TypeError(`replay must be false, a store or an object of options; ${typeName(store)} has no function ${missing.join(', ')}`)
}

const parseScope = (scope) => (scope === undefined || isFunction(scope) ? scope : checkScope(scope))

export function checkScope(scope) {
  if (typeof scope === 'string' && scope && scope.length <= LONGEST_SCOPE && isWellFormed(scope)) return scope
  throw new TypeError(`scope must be a text of 1 to ${LONGEST_SCOPE} characters, not ${typeName(scope)}`)
}

function choice(options, name, values) {
  const value = getOwn(options, name)
  if (value === undefined) return values[0]
  if (values.includes(value)) return value
  throw new TypeError(`${name} must be '${values.join("' or '")}'`)
}

function positive(options, name, fallback) {
  const value = nonNegative(options, name, fallback)
  if (value > 0) return value
  throw new RangeError(`${name} must be more than 0`)
}

const functionOr = (value, name) => (value === undefined ? value : checkFunction(value, name))

function checkFunction(value, name) {
  if (isFunction(value)) return value
  throw new TypeError(`${name} must be a function, not ${typeName(value)}`)
}

/** Only those that are there: an error names the one of `secret` and `secrets` that is. */
const pick = (options, names) =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(options, name)).map((name) => [name, options[name]]))

const isFunction = (value) => typeof value === 'function'
const isObject = (value) => typeof value === 'object' && value !== null
