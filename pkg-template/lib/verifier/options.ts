// Options, checked once where they are given: a mistake fails the deployment, not a delivery.
import { MAX_SECRETS } from '../contract/secrets.ts'
import { withInstance } from '../wasm/instance.ts'
import { nearest } from '../nearest.ts'
import { Secret, typeName } from './secret.ts'

/** Options before their types are known. */
export type Unchecked = { readonly [name: string]: unknown }

/** One secret as it was given, with the name of its setting for error messages. */
export interface SecretEntry {
  secret: unknown
  name: string
  id: string | undefined
  notAfter: number
}

/** Refuses a misspelled option, which would silently leave the default in place. */
export function rejectUnknown(object: object, known: readonly string[], what: string): void {
  const name = Object.keys(object).find((each) => !known.includes(each))
  if (name === undefined) return
  const meant = nearest(name, known) ?? known.find((each) => each.startsWith(name))
  throw new TypeError(`there is no ${what} called ${name}; ${meant ? `did you mean ${meant}?` : `there are ${known.join(', ')}`}`)
}

/** Own properties only: a property of Object.prototype is not an option. */
export function getOwn<Options extends object, Name extends string>(
  options: Options,
  name: Name
): Name extends keyof Options ? Options[Name] : unknown {
  return (Object.hasOwn(options, name) ? (options as Unchecked)[name] : undefined) as Name extends keyof Options ? Options[Name] : unknown
}

export function nonNegative(options: object, name: string, fallback: number): number {
  const value: unknown = getOwn(options, name)
  if (value === undefined) return fallback
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name} must be a finite number from 0, not ${typeof value === 'number' ? value : typeName(value)}`)
  }
  if (name.endsWith('Seconds')) warnOfMilliseconds(name, value, fallback)
  return value
}

const [HOUR, DAY] = [3600, 86_400]

/** Whether a duration looks like milliseconds: thousands, hundreds of times the default, and neither hours nor some days. */
const looksLikeMilliseconds = (seconds: number, fallback: number) =>
  seconds >= 200 * fallback && seconds % 1000 === 0 && (seconds % HOUR !== 0 || seconds > 31 * DAY)

let hasWarned = false

/** Warns once, as the slip is the same each time. */
function warnOfMilliseconds(name: string, seconds: number, fallback: number): void {
  if (hasWarned || !looksLikeMilliseconds(seconds, fallback)) return
  hasWarned = true
  const hours = seconds / HOUR
  const length = hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`
  console.warn(`webhook-verifier: ${name}: ${seconds} is ${length}; pass seconds, not milliseconds`)
}

/** The entries of `secret` or `secrets`: one to four, each with the name of its setting for error messages. */
export function parseSecrets(options: object): SecretEntry[] {
  const secret: unknown = getOwn(options, 'secret')
  const secrets: unknown = getOwn(options, 'secrets')
  if (secret !== undefined && secrets !== undefined) throw new TypeError('secret and secrets exclude each other; pass one of them')
  if (secrets === undefined && !hasOnlySecrets(options)) return [plainEntry(checkSingle(secret), 'secret')]
  // Array.from: a hole in the list counts as a missing secret.
  const list: unknown[] = Array.isArray(secrets) ? Array.from(secrets) : [secrets]
  if (list.length < 1 || list.length > MAX_SECRETS) {
    throw new TypeError(`secrets must be 1 to ${MAX_SECRETS} secrets, not ${list.length}`)
  }
  const entries = list.map((entry, index) => parseEntry(entry, Array.isArray(secrets) ? `secrets[${index}]` : 'secrets'))
  const ids = entries.map(({ id }) => id).filter((id) => id !== undefined)
  if (new Set(ids).size < ids.length) throw new TypeError('secrets: the ids must differ')
  return entries
}

/** Where neither has a value, an error names the one that is there. */
const hasOnlySecrets = (options: object) => Object.hasOwn(options, 'secrets') && !Object.hasOwn(options, 'secret')

function checkSingle(secret: unknown): unknown {
  if (Array.isArray(secret)) throw new TypeError('secret must be one secret, not a list; pass a list as secrets')
  return secret
}

/** All of them, or none: a caller could not dispose of those before a bad one. */
export function loadSecrets(entries: readonly SecretEntry[]): Secret[] {
  const secrets: Secret[] = []
  try {
    withInstance((instance) => {
      for (const { secret, name, notAfter } of entries) secrets.push(new Secret(instance, secret, name, true, notAfter))
    })
    return secrets
  } catch (error) {
    withInstance((instance) => secrets.forEach((secret) => secret.wipe(instance)))
    throw error
  }
}

const MEMBERS = ['id', 'secret', 'notAfter']

const plainEntry = (secret: unknown, name: string): SecretEntry => ({ secret, name, id: undefined, notAfter: NaN })

function parseEntry(entry: unknown, name: string): SecretEntry {
  if (entry === null || typeof entry !== 'object' || ArrayBuffer.isView(entry)) return plainEntry(entry, name)
  rejectUnknown(entry, MEMBERS, `member of ${name}`)
  const id: unknown = getOwn(entry, 'id')
  if (typeof id !== 'string' || id === '') throw new TypeError(`${name}.id must be a text that names the secret`)
  const end: unknown = getOwn(entry, 'notAfter')
  const notAfter = millisOf(end)
  if (end !== undefined && Number.isNaN(notAfter)) throw new TypeError(`${name}.notAfter must be a valid Date, not ${typeName(end)}`)
  return { secret: getOwn(entry, 'secret'), name: `${name}.secret`, id, notAfter }
}

/** A Date's Unix milliseconds, NaN for anything else; Dates of another realm are Dates too. */
export function millisOf(date: unknown): number {
  try {
    return Date.prototype.getTime.call(date as Date)
  } catch (error) {
    // Not for the host's stack that overflows here.
    if (error instanceof TypeError) return NaN
    throw error
  }
}
