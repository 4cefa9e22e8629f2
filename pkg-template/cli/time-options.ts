// The clock and the tolerances of a verification.
import { FUTURE_TOLERANCE_SECONDS, TOLERANCE_SECONDS } from '../lib/contract/defaults.ts'
import { numberOf } from './args.ts'
import type { Options, Values } from './command.ts'
import { UsageError } from './errors.ts'

export const TOLERANCES: Options = {
  'tolerance': { type: 'string', value: 'SECONDS', help: `age allowed (${TOLERANCE_SECONDS})` },
  'future-tolerance': { type: 'string', value: 'SECONDS', help: `clock skew allowed (${FUTURE_TOLERANCE_SECONDS})` },
  'ignore-age': { type: 'boolean', help: 'ignore age: for deliveries from a file or a log' }
}

export const TIME: Options = {
  now: { type: 'string', value: 'TIME', help: 'evaluate at this time, RFC 3339 (now, or the arrival time of a saved delivery)' },
  ...TOLERANCES
}

/** Advice for deliveries of which only the age is wrong. `receivedAt` is the arrival of a saved delivery. */
export const ageHint = ({ now }: Values, receivedAt?: Date): string =>
  now === undefined && !receivedAt
    ? 'Evaluated at the time of this machine: for a paste, give the time of its arrival with --now TIME, or skip the check of its age with --ignore-age.'
    : 'To skip the check of its age, add --ignore-age.'

const MOST_SECONDS = 999_999_999

/** Returns the time of --now in milliseconds, or else `fallback`. */
export function clockOf({ now }: Values, fallback: number = Date.now()): number {
  const millis = now === undefined ? fallback : /T.*(Z|[+-]\d\d:\d\d)$/.test(now) ? Date.parse(now) : NaN
  if (Number.isFinite(millis)) return millis
  throw new UsageError('--now is not an RFC 3339 time', 'for example 2026-01-01T00:00:00Z')
}

export interface Tolerances {
  toleranceSeconds?: number
  futureToleranceSeconds?: number
}

/** Returns the tolerances as options of a WebhookVerifier. */
export function tolerancesOf(values: Values): Tolerances {
  const otherwise = values['ignore-age'] ? Number.MAX_SAFE_INTEGER : undefined
  const toleranceSeconds = numberOf(values, 'tolerance', { most: MOST_SECONDS, otherwise })
  const futureToleranceSeconds = numberOf(values, 'future-tolerance', { most: MOST_SECONDS, otherwise })
  return {
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
    ...(futureToleranceSeconds !== undefined && { futureToleranceSeconds })
  }
}
