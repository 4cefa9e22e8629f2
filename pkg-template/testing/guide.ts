// The cases that the provider's guide asks you to test before going live: success, failure, timeout, retry, insufficient credits;
// and what it asks to be refused, an old timestamp.
import type { Secret } from '../index.ts'
import { getOwn } from '../lib/verifier/options.ts'
import { newId } from './names.ts'
import { jobCompleted, jobError, jobFailed, jobStarted } from './payloads.ts'
import { checked, momentOf, signedDelivery, signedRetry } from './signed.ts'
import type { ChecklistDelivery, TestDelivery, TestMoment, TestPayload } from './types.ts'

const SECOND = 1000
const DAY = 86_400 * SECOND

/**
 * The cases that the provider's guide asks you to test: success, failure, timeout, insufficient credits, retries (the same bytes again,
 * and re-signed), an old timestamp. In the order in which to send them.
 *
 * @param options.secret the endpoint's secret
 * @param options.now the endpoint's clock, where it is not the present
 * @throws {TypeError} for a moment that is none, and a secret that WebhookVerifier would not take
 */
export function checklistDeliveries(options: { secret: Secret; now?: TestMoment | undefined }): ChecklistDelivery[] {
  const given = checked(options, ['secret', 'now'], 'checklistDeliveries')
  const secret = getOwn(given, 'secret')
  const now = momentOf(getOwn(given, 'now'))
  const before = (millis: number): Date => new Date(now.getTime() - millis)
  const accepted = (name: string, payload: TestPayload): ChecklistDelivery => ({
    name,
    ...signedDelivery({ payload, secret, now: before(SECOND) }),
    expect: 'accepted'
  })
  const success = accepted('success', jobCompleted())
  const again = (name: string, { headers, body }: TestDelivery): ChecklistDelivery => ({
    name,
    headers,
    body,
    expect: 'accepted',
    retryOf: success.name
  })
  return [
    accepted('started', jobStarted()),
    success,
    accepted('failure', jobFailed()),
    accepted('timeout', jobFailed({ error: jobError('timeout') })),
    accepted('insufficient credits', jobFailed({ error: jobError('insufficient_credits') })),
    accepted('an unknown event', { event: 'job.archived', data: { id: newId('job') } }),
    again('retry: the same bytes again', success),
    again('retry: the same delivery id, re-signed', signedRetry(success, { secret, now })),
    { name: 'an old timestamp', ...signedDelivery({ payload: jobCompleted(), secret, now: before(2 * DAY) }), expect: 'timestamp_too_old' }
  ]
}
