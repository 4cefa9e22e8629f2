// Options, checked once where they are given: a mistake fails the deployment, not a delivery.
import { use } from '../wasm/instance.js'
import { nearest } from '../nearest.ts'
import { describe, Secret } from './secret.js'

const MAX_SECRETS = 4

/** Refuses a misspelled option, which would silently leave the default in place. */
export function checkNames(object, known, what) {
  const name = Object.keys(object).find((each) => !known.includes(each))
  if (name === undefined) return
  const meant = nearest(name, known) ?? known.find((each) => each.startsWith(name))
  throw new TypeError(`there is no ${what} called ${name}; ${meant ? `did you mean ${meant}?` : `there are ${known.join(', ')}`}`)
}

/** Own properties only: a property of Object.prototype is not an option. */
export function own(options, name) {
  return Object.hasOwn(options, name) ? options[name] : undefined
}

export function amount(options, name, fallback) {
  const value = own(options, name)
  if (value === undefined) return fallback
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name} must be a finite number from 0, not ${typeof value === 'number' ? value : describe(value)}`)
  }
  if (name.endsWith('Seconds')) warnOfMilliseconds(name, value, fallback)
  return value
}

let hasWarned = false

/** Warns once of a duration that looks like milliseconds: thousands of seconds, and hundreds of times the default. */
function warnOfMilliseconds(name, seconds, fallback) {
  if (hasWarned || !(seconds >= 200 * fallback) || seconds % 1000) return
  hasWarned = true
  const hours = seconds / 3600
  const length = hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`
  console.warn(`webhook-verifier: ${name}: ${seconds} is ${length}; pass seconds, not milliseconds`)
}

/** The entries of `secret` or `secrets`: one to four, each with the name of its setting for error messages. */
export function entriesOf(options) {
  const [secret, secrets] = ['secret', 'secrets'].map((name) => own(options, name))
  if (secret !== undefined && secrets !== undefined) throw new TypeError('secret and secrets exclude each other; pass one of them')
  if (secrets === undefined && !hasOnlySecrets(options)) return [plainEntry(checkSingle(secret), 'secret')]
  // Array.from: a hole in the list counts as a missing secret.
  const list = Array.isArray(secrets) ? Array.from(secrets) : [secrets]
  if (list.length < 1 || list.length > MAX_SECRETS) {
    throw new TypeError(`secrets must be 1 to ${MAX_SECRETS} secrets, not ${list.length}`)
  }
  const entries = list.map((entry, index) => entryOf(entry, Array.isArray(secrets) ? `secrets[${index}]` : 'secrets'))
  const ids = entries.map(({ id }) => id).filter((id) => id !== undefined)
  if (new Set(ids).size < ids.length) throw new TypeError('secrets: the ids must differ')
  return entries
}

/** Where neither has a value, an error names the one that is there. */
const hasOnlySecrets = (options) => Object.hasOwn(options, 'secrets') && !Object.hasOwn(options, 'secret')

function checkSingle(secret) {
  if (Array.isArray(secret)) throw new TypeError('secret must be one secret, not a list; pass a list as secrets')
  return secret
}

/** All of them, or none: nobody could dispose of those before a bad one. */
export function secretsOf(entries) {
  const secrets = []
  try {
    use((instance) => entries.forEach(({ secret, name, notAfter }) => secrets.push(new Secret(instance, secret, name, true, notAfter))))
    return secrets
  } catch (error) {
    use((instance) => secrets.forEach((secret) => secret.wipe(instance)))
    throw error
  }
}

const plainEntry = (secret, name) => ({ secret, name, id: undefined, notAfter: NaN })

function entryOf(entry, name) {
  if (entry === null || typeof entry !== 'object' || ArrayBuffer.isView(entry)) return plainEntry(entry, name)
  const id = own(entry, 'id')
  if (typeof id !== 'string' || id === '') throw new TypeError(`${name}.id must be a text that names the secret`)
  const end = own(entry, 'notAfter')
  const notAfter = millisOf(end)
  if (end !== undefined && Number.isNaN(notAfter)) throw new TypeError(`${name}.notAfter must be a valid Date, not ${describe(end)}`)
  return { secret: own(entry, 'secret'), name: `${name}.secret`, id, notAfter }
}

/** A Date's Unix milliseconds, NaN for anything else; Dates of another realm are Dates too. */
export function millisOf(date) {
  try {
    return Date.prototype.getTime.call(date)
  } catch (error) {
    // Not for the host's stack that overflows here.
    if (error instanceof TypeError) return NaN
    throw error
  }
}
