// The default of onRejected: refusals are worth a line in the log, but a flood of forgeries must not become a flood of lines.
import type { WebhookError } from '../verifier/error.ts'

const INTERVAL_MILLIS = 1000

/** Returns a hook that warns once a second at most, and says how many refusals it left out since. */
export function warnOfRefusals(): (error: WebhookError) => void {
  let next = -Infinity
  let omitted = 0
  return ({ code, message }) => {
    const now = performance.now()
    if (now < next) {
      omitted++
      return
    }
    console.warn(
      `webhook-verifier refused a delivery: ${code}: ${message}${omitted ? ` (and ${omitted} more since the last warning)` : ''}`
    )
    next = now + INTERVAL_MILLIS
    omitted = 0
  }
}
