// Written by hand, like index.d.ts.
import type { Body, HeadersLike, RotatingSecret, Secret } from './index.js'

export interface Diagnosis {
  /** What a WebhookVerifier with these secrets would say. No event comes with it: this is no way to accept a delivery. */
  verified: boolean
  /** What is the matter, what is proved first, then the smallest change first. Empty where it verifies. */
  findings: Finding[]
}

export interface Finding {
  /** One of a closed list, for programs; the README has the table. */
  code: string
  /** `proved`: with exactly this change, and those of the other proved findings, the HMAC matches. */
  certainty: 'proved' | 'likely'
  /** What is the matter. Holds no secret, no HMAC and nothing of the body. */
  message: string
  /** What to do. */
  fix: string
}

export interface Question {
  /** The headers as they are at hand, in any shape; all of them, as other names tell something too. */
  headers: HeadersLike | unknown
  /** The body as it is at hand: raw, or what became of it. */
  body: Body | unknown
  /** As WebhookVerifier takes them; what it would refuse is a finding here. Up to 16 are looked at. */
  secrets: Secret | undefined | ReadonlyArray<Secret | RotatingSecret | undefined> | RotatingSecret
  /** The time to judge by, for deliveries that were kept. Default: the clock. */
  now?: Date | (() => Date)
  /** As for WebhookVerifier. */
  toleranceSeconds?: number
  futureToleranceSeconds?: number
  maxBodyBytes?: number
}

/**
 * Says why a delivery does not verify. For the desk, a test, a script; never for a handler: it takes many times as long as a
 * verification, and what it says is for nobody outside.
 *
 * @throws TypeError for a question that is none, or a `now` that is no time
 * @throws RangeError for a number that is negative or not finite
 */
export function diagnoseWebhook(question: Question): Diagnosis
