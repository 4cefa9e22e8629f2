// Options, checked once where they are given: a mistake fails the deployment, not a delivery.
import { use } from './instance.js'
import { describe, Secret } from './secret.js'

const MAX_SECRETS = 4

/** A misspelt option would be a default that nobody chose. */
export function checkNames(object, known, what) {
  const name = Object.keys(object).find((each) => !known.includes(each))
  if (name !== undefined) throw new TypeError(`there is no ${what} called ${name}; there are ${known.join(', ')}`)
}

/** Own properties only: what somebody put on Object.prototype is no option. */
export function own(options, name) {
  return Object.prototype.hasOwnProperty.call(options, name) ? options[name] : undefined
}

export function amount(options, name, fallback) {
  const value = own(options, name)
  if (value === undefined) return fallback
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name} must be a finite number from 0, not ${typeof value === 'number' ? value : describe(value)}`)
  }
  return value
}

/** One to four secrets, each with the name of its setting for error messages. */
export function entriesOf(secrets) {
  // Array.from: a hole in the list is a missing secret, not one to pass over.
  const list = Array.isArray(secrets) ? Array.from(secrets) : [secrets]
  if (list.length < 1 || list.length > MAX_SECRETS) {
    throw new TypeError(`secrets must be 1 to ${MAX_SECRETS} secrets, not ${list.length}`)
  }
  const entries = list.map((entry, index) => entryOf(entry, Array.isArray(secrets) ? `secrets[${index}]` : 'secrets'))
  const ids = entries.map(({ id }) => id).filter((id) => id !== undefined)
  if (new Set(ids).size < ids.length) throw new TypeError('secrets: the ids must differ')
  return entries
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

function entryOf(entry, name) {
  if (entry === null || typeof entry !== 'object' || ArrayBuffer.isView(entry)) return { secret: entry, name, id: undefined, notAfter: NaN }
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
