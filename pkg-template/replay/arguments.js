// The arguments of a store, checked before any are sent. Seconds become whole milliseconds.

/** A hundred years: longer times overflow one database or another when they are added to a date. */
const LONGEST = 3_155_760_000_000

/** Each returns the checked arguments of one call, durations in milliseconds. */
export function claimArguments(claim) {
  const held = holder(claim, '{ key, owner, leaseSeconds, keepSeconds }')
  return { ...held, lease: toMillis(claim.leaseSeconds, 'leaseSeconds'), keep: toMillis(claim.keepSeconds, 'keepSeconds') }
}

export function completeArguments(completion) {
  const held = holder(completion, '{ key, owner, keepSeconds }')
  return { ...held, keep: toMillis(completion.keepSeconds, 'keepSeconds') }
}

export const releaseArguments = (release) => holder(release, '{ key, owner }')

function holder(given, members) {
  if (given === null || typeof given !== 'object') throw new TypeError(`a replay store takes one object, ${members}`)
  return { key: checkText(given.key, 'key'), owner: checkText(given.owner, 'owner') }
}

function checkText(value, name) {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${name} must be a string that is not empty`)
  return value
}

function toMillis(seconds, name) {
  if (!Number.isFinite(seconds) || seconds <= 0) {
    throw new RangeError(`${name} must be a finite number above 0, not ${String(seconds)}`)
  }
  return Math.min(Math.ceil(seconds * 1000), LONGEST)
}

/** An own option, so that a polluted Object.prototype sets none. */
export function getOption(options, name, fallback) {
  if (options === null || typeof options !== 'object') throw new TypeError('options must be an object')
  const value = Object.hasOwn(options, name) ? options[name] : undefined
  return value === undefined ? fallback : value
}

/** Fails at construction, because a delivery is too late to learn that a client lacks a function. */
export function requireMethods(client, methods, what) {
  const missing = methods.filter((name) => typeof client?.[name] !== 'function')
  if (missing.length) throw new TypeError(`${what}: it has no function ${missing.join(', ')}`)
  return client
}
