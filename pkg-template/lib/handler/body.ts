// A delivery's body, which has to arrive in time.
import { inTime, isPromise } from './deadline.ts'
import type { HandlerDelivery } from './delivery.ts'
import { refuse } from './errors.ts'

export type ReadInTime = (delivery: HandlerDelivery, limit: number) => Promise<Uint8Array | undefined>

/** A sender that hangs up in the middle of the body is answered like one that is too slow. */
const breakOff = (cause: unknown) => refuse('body_timeout', cause)

/** Returns a reader for `verifyDelivery`. A body that has arrived already needs no timer. */
export const readInTime =
  (seconds: number): ReadInTime =>
  async (delivery, limit) => {
    const reading = delivery.readBody(limit, breakOff)
    if (!isPromise(reading)) return reading
    try {
      return await inTime(reading, seconds, () => refuse('body_timeout'))
    } finally {
      delivery.cancel?.()
    }
  }

/**
 * Returns the seconds for which a handled delivery is remembered after the verifier's window: for a clock that is off, and for the body,
 * which arrives after the age is judged and before the claim.
 */
export const slackFor = (bodyTimeoutSeconds: number): number => Math.max(60, bodyTimeoutSeconds + 50)
