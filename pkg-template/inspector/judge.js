// One question to the package: what is this paste, and what does the verifier say of it?
import { parseUnverifiedEvent, WebhookVerifier } from 'webhook-verifier'
import { diagnoseWebhook, readCapture } from 'webhook-verifier/diagnose'

/** `{ unread }`, or `{ capture, verified, event, error, problem, findings }`. */
export function judge({ pasted, entry, secret, isAgeless, now }) {
  const { capture, error: unread } = readCapture(pasted, { entry })
  if (unread) return { unread }
  const { headers, body } = capture
  const delivery = { headers, body }
  if (secret === '') return { capture, unverified: unverified(delivery) }
  const verdict = verdictOf(delivery, { secret, isAgeless, now })
  const { findings } = diagnoseWebhook({ ...delivery, secret, now })
  return { capture, ...verdict, findings, unverified: verdict.event ? undefined : unverified(delivery) }
}

/** A secret that cannot be one, as with a space at its end, is a `problem`. The verifier's key is wiped at once. */
function verdictOf(delivery, { secret, isAgeless, now }) {
  const far = Number.MAX_SAFE_INTEGER
  const window = isAgeless ? { toleranceSeconds: far, futureToleranceSeconds: far } : {}
  let verifier
  try {
    verifier = new WebhookVerifier({ secret, now: () => now, ...window })
  } catch (error) {
    return { problem: error.message }
  }
  const { event, error } = verifier.safeVerify(delivery)
  verifier.dispose()
  return { event, error }
}

/** The same parser on what nobody has verified, without the headers, which might contradict; undefined for what is no event. */
function unverified({ body }) {
  try {
    return parseUnverifiedEvent(body)
  } catch {
    return undefined
  }
}
