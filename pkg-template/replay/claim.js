// What a store is asked, checked before anything is sent. Seconds become whole milliseconds.

/** A hundred years: longer times overflow one database or another when they are added to a date. */
const LONGEST = 3_155_760_000_000

export function claimOf(key, keepSeconds, lease) {
  if (lease === null || typeof lease !== 'object') throw new TypeError('a claim takes a lease, { owner, seconds }')
  return {
    ...heldBy(key, lease.owner),
    keep: millisOf(keepSeconds, 'keepSeconds'),
    lease: millisOf(lease.seconds, 'lease.seconds'),
  }
}

export const heldBy = (key, owner) => ({ key: textOf(key, 'key'), owner: textOf(owner, 'owner') })

function textOf(value, name) {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${name} must be a string that is not empty`)
  return value
}

function millisOf(seconds, name) {
  if (!Number.isFinite(seconds) || seconds <= 0) {
    throw new RangeError(`${name} must be a finite number above 0, not ${String(seconds)}`)
  }
  return Math.min(Math.ceil(seconds * 1000), LONGEST)
}

/** An own option, so that what somebody put on Object.prototype is none. */
export function optionOf(options, name, fallback) {
  if (options === null || typeof options !== 'object') throw new TypeError('options must be an object')
  const value = Object.hasOwn(options, name) ? options[name] : undefined
  return value === undefined ? fallback : value
}

/** Says at construction what a client lacks; a delivery is too late to find out. */
export function requireMethods(client, methods, what) {
  const missing = methods.filter((name) => typeof client?.[name] !== 'function')
  if (missing.length) throw new TypeError(`${what}: it has no function ${missing.join(', ')}`)
  return client
}
