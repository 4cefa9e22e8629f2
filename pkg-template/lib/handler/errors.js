// Refusals for reasons of HTTP, of the store or of the user's schema. All others are decided in Rust.
import { createRefusal } from '../../error.js'

const REFUSALS = {
  body_timeout: [408, 'the body did not arrive within bodyTimeoutSeconds, or broke off'],
  delivery_in_progress: [503, 'another worker has this delivery in progress, or had it and died less than leaseSeconds ago'],
  store_unavailable: [503, 'the replay store failed or was too slow; the cause says how'],
  schema_mismatch: [500, "the schema refused the verified data; the cause is the validator's list of issues"],
}

export const refuse = (code, cause) => createRefusal(code, ...REFUSALS[code], cause && { cause })
