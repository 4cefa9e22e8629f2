// The defaults of onRejected and onError: a refusal is worth a line in the log, but a flood of forgeries must not become a flood of lines.
import type { WebhookError } from '../verifier/error.ts'

const INTERVAL_MILLIS = 1000

/** Returns a hook that warns once a second at most, and says how many refusals it left out since. */
export function warnOfRefusals(): (error: WebhookError) => void {
  const limited = oncePerSecond()
  return ({ code, message, hint = '' }) => {
    limited((omitted) =>
      console.warn(
        `webhook-verifier refused a delivery: ${code}: ${message}. ${hint}${omitted ? ` (and ${omitted} more since the last warning)` : ''}`
      )
    )
  }
}

/**
 * Returns a hook that logs every error of a verified delivery. Any sender can cause the others, where a body parser has left no bytes for
 * one content type: of these it logs one a second at most, with how many it left out.
 */
export function logErrors(): (error: unknown, details: object) => void {
  const limited = oncePerSecond()
  return (error, details) => {
    if (Object.hasOwn(details, 'event')) console.error(error)
    else limited((omitted) => console.error(error, ...(omitted ? [`(and ${omitted} more since the last error)`] : [])))
  }
}

function oncePerSecond(): (log: (omitted: number) => void) => void {
  let next = -Infinity
  let omitted = 0
  return (log) => {
    const now = performance.now()
    if (now < next) {
      omitted++
      return
    }
    log(omitted)
    next = now + INTERVAL_MILLIS
    omitted = 0
  }
}
