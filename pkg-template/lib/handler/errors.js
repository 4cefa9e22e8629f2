// Refusals for reasons of HTTP, of the store or of the user's schema. All others are decided in Rust.
import { createRefusal } from '../verifier/error.ts'

const REFUSALS = {
  body_timeout: [408, 'the body did not arrive in full', 'The sender was too slow or hung up; bodyTimeoutSeconds is the time it has.'],
  delivery_in_progress: [
    503,
    'another worker has this delivery in progress',
    'Let the sender retry; a worker that died holds the delivery for leaseSeconds.'
  ],
  store_unavailable: [503, 'the replay store failed or was too slow', 'Read the cause, which says how it failed.'],
  schema_mismatch: [500, 'the schema refused the verified data', "Read the cause, which is the validator's list of issues."]
}

export function refuse(code, cause) {
  const [status, message, hint] = REFUSALS[code]
  return createRefusal(code, status, message, cause ? { cause, hint } : { hint })
}
