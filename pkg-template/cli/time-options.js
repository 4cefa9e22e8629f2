// The clock and the window that a delivery is judged by.
import { numberOf } from './args.js'
import { UsageError } from './errors.js'

export const WINDOW = {
  'now': { type: 'string', value: 'TIME', help: 'judge as if it were this time, RFC 3339' },
  'tolerance': { type: 'string', value: 'SECONDS', help: 'age allowed (300)' },
  'future-tolerance': { type: 'string', value: 'SECONDS', help: 'how far the sender’s clock may be ahead (60)' },
  'ignore-age': { type: 'boolean', help: 'allow any age: for deliveries kept in a file or a log' }
}

/** For whom the clock is not what is the matter. */
export const KEPT = 'Kept in a file or a log? --ignore-age leaves the clock out; --now TIME judges as of then.'

const AGES = 999_999_999

export function clockOf({ now }) {
  const millis = now === undefined ? Date.now() : /T.*(Z|[+-]\d\d:\d\d)$/.test(now) ? Date.parse(now) : NaN
  if (Number.isFinite(millis)) return millis
  throw new UsageError('--now is no RFC 3339 time', 'for example 2026-01-01T00:00:00Z')
}

/** The options of a WebhookVerifier. */
export function windowOf(values) {
  const otherwise = values['ignore-age'] ? Number.MAX_SAFE_INTEGER : undefined
  const toleranceSeconds = numberOf(values, 'tolerance', { most: AGES, otherwise })
  const futureToleranceSeconds = numberOf(values, 'future-tolerance', { most: AGES, otherwise })
  return {
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
    ...(futureToleranceSeconds !== undefined && { futureToleranceSeconds })
  }
}
