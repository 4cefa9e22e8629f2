// The cases that the provider's guide asks you to test before going live: success, failure, timeout, retry, insufficient credits;
// and what it asks to be refused, an old timestamp.
import { getOwn } from '../lib/verifier/options.ts'
import { newId } from './names.js'
import { jobCompleted, jobError, jobFailed, jobStarted } from './payloads.js'
import { checked, momentOf, signedDelivery, signedRetry } from './signed.js'

const SECOND = 1000
const DAY = 86_400 * SECOND

/** In an order that makes sense to send them in. `retryOf` names the case of which it is another attempt. */
export function checklistDeliveries(options) {
  const given = checked(options, ['secret', 'now'], 'checklistDeliveries')
  const secret = getOwn(given, 'secret')
  const now = momentOf(getOwn(given, 'now'))
  const before = (millis) => new Date(now.getTime() - millis)
  const accepted = (name, payload) => ({ name, ...signedDelivery({ payload, secret, now: before(SECOND) }), expect: 'accepted' })
  const success = accepted('success', jobCompleted())
  const again = (name, { headers, body }) => ({ name, headers, body, expect: 'accepted', retryOf: success.name })
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
