// The options of a handler, checked once when it is made: a mistake fails the deployment, not a delivery.
import { ImmediateStore } from '../../replay/immediate-store.ts'
import { EVENT_TYPES } from '../contract/events.ts'
import { isWellFormed } from '../verifier/body.ts'
import type { WebhookError } from '../verifier/error.ts'
import { type Internals, internalsOf } from '../verifier/internals.ts'
import { getOwn, nonNegative, rejectUnknown, type Unchecked } from '../verifier/options.ts'
import { typeName } from '../verifier/secret.ts'
import type { FetchRequest, WebhookEvent, WebhookVerifierOptions } from '../verifier/types.ts'
import { VERIFIER_OPTIONS } from '../verifier/verifier.ts'
import { WebhookVerifier } from '../verifier/webhook-verifier.ts'
import { type ReadInTime, readInTime, slackFor } from './body.ts'
import { type Channel, findChannel } from './diagnostics.ts'
import { type LeaseStore, NO_STORE } from './lease.ts'
import type { StandardSchema } from './types.ts'
import { logErrors, warnOfRefusals } from './warnings.ts'

const HOOKS = ['onEvent', 'onHandled', 'onDuplicate', 'onRejected', 'onError', 'waitUntil'] as const
const OTHER = ['verifier', 'on', 'schemas', 'replay', 'bodyTimeoutSeconds', 'acknowledge']
const STORE_METHODS = ['claim', 'complete', 'release']
const REPLAY = ['store', 'dedupe', 'scope', 'leaseSeconds', 'keepSeconds', 'timeoutSeconds']

/** It is a part of each key that a store keeps. */
const LONGEST_SCOPE = 256

/** As many as a memory store has by default. */
const MEMORY_ENTRIES = 100_000

type Dedupe = 'delivery' | 'event'
type Scope = string | ((request: FetchRequest, event: WebhookEvent) => string | PromiseLike<string>)
type FindVerifier = (request: FetchRequest, ...platform: readonly unknown[]) => unknown
type Hook<Subject> = (subject: Subject, details: object) => unknown

interface ReplaySettings {
  store: LeaseStore
  dedupe: Dedupe
  scope: Scope | undefined
  leaseSeconds: number
  keepSeconds: number | undefined
  storeTimeoutSeconds: number
}

/** Options once they are checked, with their defaults. */
export interface Settings extends ReplaySettings {
  verifier: WebhookVerifier | FindVerifier
  schemas: { readonly [type: string]: StandardSchema | undefined }
  acknowledge: 'after' | 'before'
  slackSeconds: number
  read: ReadInTime
  handle: Hook<WebhookEvent>
  onHandled: Hook<WebhookEvent> | undefined
  onDuplicate: Hook<WebhookEvent> | undefined
  onRejected: Hook<WebhookError>
  onError: Hook<unknown>
  waitUntil: ((promise: Promise<unknown>) => unknown) | undefined
  channel: Channel | undefined
}

export function parseOptions(options: unknown): Settings {
  if (!isObject(options)) throw new TypeError(`createWebhookHandler takes options, not ${typeName(options)}`)
  rejectUnknown(options, [...VERIFIER_OPTIONS, ...OTHER, ...HOOKS], 'option')
  const bodyTimeoutSeconds = positive(options, 'bodyTimeoutSeconds', 10)
  const { onEvent, onHandled, onDuplicate, onRejected, onError, waitUntil } = parseHooks(options)
  const settings: Settings = {
    verifier: parseVerifier(options),
    schemas: parseSchemas(getOwn(options, 'schemas')),
    ...parseReplay(getOwn(options, 'replay')),
    acknowledge: choice(options, 'acknowledge', ['after', 'before']),
    slackSeconds: slackFor(bodyTimeoutSeconds),
    read: readInTime(bodyTimeoutSeconds),
    handle: parseWork(getOwn(options, 'on'), onEvent),
    onHandled,
    onDuplicate,
    onRejected: onRejected ?? warnOfRefusals(),
    onError: onError ?? logErrors(),
    waitUntil,
    channel: findChannel()
  }
  checkKept(settings)
  return settings
}

type Hooks = { [Name in (typeof HOOKS)[number]]?: ((...args: any[]) => unknown) | undefined }

function parseHooks(options: object): Hooks {
  const hooks: Hooks = {}
  for (const name of HOOKS) {
    const hook: unknown = getOwn(options, name)
    hooks[name] = hook === undefined ? hook : checkFunction(hook, name)
  }
  return hooks
}

/** How long a delivery is remembered: longer than it could be replayed. */
export const keepSecondsFor = ({ keepSeconds = 0, slackSeconds }: Settings, { windowSeconds }: Internals): number =>
  Math.max(keepSeconds, windowSeconds + slackSeconds)

function checkKept({ keepSeconds = NaN, slackSeconds, verifier }: Settings): void {
  const least = (internalsOf(verifier)?.windowSeconds ?? NaN) + slackSeconds
  if (keepSeconds < least) throw new RangeError(`keepSeconds must be at least ${least}, or replays could pass`)
}

/** A verifier, or a function that finds the one for a request. */
function parseVerifier(options: object): Settings['verifier'] {
  const verifier: unknown = getOwn(options, 'verifier')
  if (verifier === undefined) return new WebhookVerifier(pick(options, VERIFIER_OPTIONS) as unknown as WebhookVerifierOptions)
  const twice = VERIFIER_OPTIONS.find((name) => getOwn(options, name) !== undefined)
  if (twice) throw new TypeError(`${twice} is decided by the verifier that is given; leave out one of the two`)
  return isFunction(verifier) ? (verifier as FindVerifier) : checkVerifier(verifier)
}

export function checkVerifier(verifier: unknown): WebhookVerifier {
  if (!internalsOf(verifier as object)) throw new TypeError(`verifier must be a WebhookVerifier, not ${typeName(verifier)}`)
  return verifier as WebhookVerifier
}

/** One function for every event. Without a function of its own an event goes to `unknown`; without that it is acknowledged. */
function parseWork(on: unknown, onEvent: Settings['handle'] | undefined): Settings['handle'] {
  if (on === undefined) {
    if (onEvent) return onEvent
    throw new TypeError('a handler needs on or onEvent: without either, every delivery is acknowledged and none is handled')
  }
  if (onEvent) throw new TypeError('on and onEvent exclude each other; leave out one of them')
  if (!isObject(on)) throw new TypeError(`on must be an object of functions, not ${typeName(on)}`)
  rejectUnknown(on, EVENT_TYPES, 'event in on')
  // An undefined one is an import that went wrong; its events would be acknowledged, and lost.
  for (const type of Object.keys(on)) checkFunction(on[type], `on['${type}']`)
  return (event, context) => {
    const type = isFunction(on[event.type]) ? event.type : 'unknown'
    return isFunction(on[type]) ? on[type](event, context) : undefined
  }
}

function parseSchemas(schemas: unknown = {}): Settings['schemas'] {
  if (!isObject(schemas)) throw new TypeError(`schemas must be an object of schemas, not ${typeName(schemas)}`)
  rejectUnknown(schemas, EVENT_TYPES, 'event in schemas')
  for (const type of Object.keys(schemas)) {
    const validate = (schemas[type] as StandardSchema | null | undefined)?.['~standard']?.validate
    if (!isFunction(validate)) throw new TypeError(`schemas['${type}'] must be a Standard Schema, as zod, valibot and arktype make them`)
  }
  return { __proto__: null, ...schemas } as unknown as Settings['schemas']
}

/** `false`, a store, or a group of options with a store among them. */
function parseReplay(replay: unknown = {}): ReplaySettings {
  const isGroup = isObject(replay) && !STORE_METHODS.some((name) => name in replay)
  const group = isGroup ? replay : { store: replay }
  rejectUnknown(group, REPLAY, 'option of replay')
  return {
    store: replay === false ? NO_STORE : parseStore(getOwn(group, 'store')),
    dedupe: choice<Dedupe>(group, 'dedupe', ['delivery', 'event']),
    scope: parseScope(getOwn(group, 'scope')),
    leaseSeconds: positive(group, 'leaseSeconds', 60),
    keepSeconds: getOwn(group, 'keepSeconds') === undefined ? undefined : nonNegative(group, 'keepSeconds', NaN),
    storeTimeoutSeconds: positive(group, 'timeoutSeconds', 3)
  }
}

function parseStore(store: unknown = new ImmediateStore(MEMORY_ENTRIES)): LeaseStore {
  const missing = STORE_METHODS.filter((name) => !isFunction((store as Unchecked | null)?.[name]))
  if (!missing.length) return store as LeaseStore
  throw new TypeError(`replay must be false, a store or an object of options; ${typeName(store)} has no function ${missing.join(', ')}`)
}

const parseScope = (scope: unknown): Scope | undefined =>
  scope === undefined || isFunction(scope) ? (scope as Scope | undefined) : checkScope(scope)

export function checkScope(scope: unknown): string {
  if (typeof scope === 'string' && scope && scope.length <= LONGEST_SCOPE && isWellFormed(scope)) return scope
  throw new TypeError(`scope must be a text of 1 to ${LONGEST_SCOPE} characters, not ${typeName(scope)}`)
}

function choice<Value extends string>(options: object, name: string, values: readonly [Value, ...Value[]]): Value {
  const value: unknown = getOwn(options, name)
  if (value === undefined) return values[0]
  if (values.includes(value as Value)) return value as Value
  throw new TypeError(`${name} must be '${values.join("' or '")}'`)
}

function positive(options: object, name: string, fallback: number): number {
  const value = nonNegative(options, name, fallback)
  if (value > 0) return value
  throw new RangeError(`${name} must be more than 0`)
}

function checkFunction(value: unknown, name: string): Callable {
  if (isFunction(value)) return value
  throw new TypeError(`${name} must be a function, not ${typeName(value)}`)
}

/** Only those that are there: an error names the one of `secret` and `secrets` that is. */
const pick = (options: object, names: readonly string[]): Unchecked =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(options, name)).map((name) => [name, (options as Unchecked)[name]]))

type Callable = (...args: any[]) => unknown

const isFunction = (value: unknown): value is Callable => typeof value === 'function'
const isObject = (value: unknown): value is Unchecked => typeof value === 'object' && value !== null
