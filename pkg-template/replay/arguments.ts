// The arguments of a store, checked before any are sent. Seconds become whole milliseconds.

/** The holder of a claim. */
export interface Holder {
  key: string
  owner: string
}

/** Durations in milliseconds. */
export interface Claim extends Holder {
  lease: number
  keep: number
}

export interface Completion extends Holder {
  keep: number
}

export const OUTCOMES = ['claimed', 'in_progress', 'done'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const isOutcome = (value: unknown): value is Outcome => (OUTCOMES as readonly unknown[]).includes(value)

/** A hundred years: longer times overflow one database or another when they are added to a date. */
const LONGEST = 3_155_760_000_000

/** Each returns the checked arguments of one call. */
export function claimArguments(claim: unknown): Claim {
  const given = parseObject(claim, '{ key, owner, leaseSeconds, keepSeconds }')
  const { key, owner } = toHolder(given)
  return { key, owner, lease: toMillis(given.leaseSeconds, 'leaseSeconds'), keep: toMillis(given.keepSeconds, 'keepSeconds') }
}

export function completeArguments(completion: unknown): Completion {
  const given = parseObject(completion, '{ key, owner, keepSeconds }')
  const { key, owner } = toHolder(given)
  return { key, owner, keep: toMillis(given.keepSeconds, 'keepSeconds') }
}

export const releaseArguments = (release: unknown): Holder => toHolder(parseObject(release, '{ key, owner }'))

function parseObject(given: unknown, members: string): Record<string, unknown> {
  if (given === null || typeof given !== 'object') throw new TypeError(`a replay store takes one object, ${members}`)
  return given as Record<string, unknown>
}

const toHolder = ({ key, owner }: Record<string, unknown>): Holder => ({ key: checkText(key, 'key'), owner: checkText(owner, 'owner') })

function checkText(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${name} must be a string that is not empty`)
  return value
}

function toMillis(seconds: unknown, name: string): number {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds <= 0) {
    throw new RangeError(`${name} must be a finite number above 0, not ${String(seconds)}`)
  }
  return Math.min(Math.ceil(seconds * 1000), LONGEST)
}

/** Returns a store's one option, an own one, so that a polluted Object.prototype sets none. A misspelled one is refused. */
export function getOption(options: unknown, name: string, fallback: unknown): unknown {
  if (options === null || typeof options !== 'object') throw new TypeError('options must be an object')
  const unknown = Object.keys(options).find((each) => each !== name)
  if (unknown !== undefined) throw new TypeError(`there is no option called ${unknown}; there is ${name}`)
  const value = Object.hasOwn(options, name) ? (options as Record<string, unknown>)[name] : undefined
  return value === undefined ? fallback : value
}

/** Whether a client has a function of that name. */
export const hasMethod = (client: unknown, name: string): boolean =>
  client !== null && client !== undefined && typeof (client as Record<string, unknown>)[name] === 'function'

/** Fails at construction, because a delivery is too late to learn that a client lacks a function. */
export function requireMethods<Client>(client: Client, methods: readonly string[], what: string): Client {
  const missing = methods.filter((name) => !hasMethod(client, name))
  if (missing.length) throw new TypeError(`${what}: it has no function ${missing.join(', ')}`)
  return client
}
