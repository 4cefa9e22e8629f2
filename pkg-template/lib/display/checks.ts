// The verifier's checks, in its order. The first failure wins, so all before it have passed and none after it has run.
import type { VerifierErrorCode } from '../contract/errors.ts'

export type CheckState = 'passed' | 'failed' | 'skipped'

export interface Check {
  name: string
  /** The name for people. */
  title: string
  /** Requirement in words. */
  rule: string
  /** The codes that the check can refuse with. */
  codes: readonly VerifierErrorCode[]
}

/** The check of each code. */
const CHECK_NAMES: Readonly<Record<VerifierErrorCode, string>> = {
  missing_header: 'headers',
  ambiguous_header: 'headers',
  body_too_large: 'size',
  unsupported_encoding: 'encoding',
  malformed_signature: 'signature',
  malformed_timestamp: 'timestamp',
  signature_mismatch: 'hmac',
  timestamp_too_old: 'age',
  timestamp_in_future: 'age',
  malformed_payload: 'payload',
  event_mismatch: 'event'
}
const codesOf = (name: string) => (Object.keys(CHECK_NAMES) as VerifierErrorCode[]).filter((code) => CHECK_NAMES[code] === name)

export const CHECKS: readonly Check[] = [
  {
    name: 'headers',
    title: 'Headers',
    rule: 'timestamp and signature are present, once each'
  },
  { name: 'size', title: 'Size', rule: 'the body is within the limit' },
  { name: 'encoding', title: 'Encoding', rule: 'the body is not compressed' },
  { name: 'signature', title: 'Signature format', rule: 'sha256= and 64 lowercase hex digits' },
  { name: 'timestamp', title: 'Timestamp format', rule: 'RFC 3339 with a zone' },
  { name: 'hmac', title: 'HMAC', rule: 'these bytes were signed with this secret' },
  { name: 'age', title: 'Age', rule: 'signed within the tolerance' },
  { name: 'payload', title: 'Payload', rule: 'the body is strict JSON' },
  { name: 'event', title: 'Event', rule: 'header and body name the same event' }
].map((check) => ({ ...check, codes: codesOf(check.name) }))

/** Each check with its state. `code` is the refusal's; undefined for an accepted delivery. */
export function checksOf(code: string | undefined): Array<Check & { state: CheckState }> {
  const failed = code === undefined ? -1 : CHECKS.findIndex(({ codes }) => (codes as readonly string[]).includes(code))
  const end = failed < 0 ? CHECKS.length : failed
  return CHECKS.map((check, at) => ({ ...check, state: at < end ? 'passed' : at === failed ? 'failed' : 'skipped' }))
}
