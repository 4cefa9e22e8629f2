// The verdict on an attack by its outcome: refused, accepted, crashed, or none.
import type { TestDelivery } from './types.ts'

/** The endpoint's answer, the failure to get one, or the platform's reason not to send. */
export type Outcome =
  | { status: number; failure?: undefined; unsendable?: undefined }
  | { status?: undefined; failure: string; isLate: boolean; unsendable?: undefined }
  | { status?: undefined; failure?: undefined; unsendable: string }

export interface Judgment {
  verdict: 'refused' | 'accepted' | 'crashed' | 'inconclusive'
  reason?: string
  detail?: string
}

export type Sendable = TestDelivery & { method?: string }

const UNSENDABLE = 'not sent: the fetch of this platform cannot'

/** A proxy or limit between the attacks and the endpoint, which leaves the endpoint's answer unknown. */
const LIMITED = 'a limit of rate was in front of the endpoint: lift it for the test'
const HIDDEN = 'a redirection that this platform hides'
export const HUNG_UP: string = 'it hung up on a large body, and any answer was lost with that'
export const HINDRANCES: readonly (string | undefined)[] = [LIMITED, HIDDEN, HUNG_UP]

export const isAccepted = ({ status = 0 }: { status?: number | undefined }): boolean => status >= 200 && status < 300

/** 503 too, whatever Retry-After says: what is forged has no business to get as far as a store or a queue. */
export function verdictOf({ method }: Sendable, outcome: Outcome): Judgment {
  const { status, failure, unsendable } = outcome
  if (unsendable !== undefined) return { verdict: 'inconclusive', reason: UNSENDABLE, detail: unsendable }
  if (failure !== undefined) return { verdict: 'crashed', detail: failure }
  if (status >= 500) return { verdict: 'crashed' }
  if (status === 429) return { verdict: 'inconclusive', reason: LIMITED }
  if (status < 200) return { verdict: 'inconclusive', reason: HIDDEN }
  if (!isAccepted(outcome)) return { verdict: 'refused' }
  if (method === 'GET') return { verdict: 'inconclusive', reason: 'an answered GET may be a health check instead of a delivery' }
  return { verdict: 'accepted' }
}

/** The fault of the answer to a genuine delivery; undefined without a fault. */
export function problemOf(outcome: Outcome, isHandled: boolean): string | undefined {
  const { status, failure, unsendable } = outcome
  if (status === undefined) return `got no answer: ${failure ?? unsendable}`
  if (isAccepted(outcome)) return isHandled ? undefined : `was answered ${status}, but countHandled() did not rise`
  return `was answered ${status}${HINTS[status] ?? (status >= 300 && status < 400 ? ': give the address that it redirects to' : '')}`
}

const HINTS: { readonly [status: number]: string } = {
  401: ': is it the secret of this endpoint, and are both clocks right?',
  403: ': is it the secret of this endpoint, or is something in front of it?',
  404: ': is that its path?',
  405: ': is that its path?'
}
