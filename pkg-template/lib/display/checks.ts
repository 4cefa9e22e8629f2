// The verifier's checks, in its order. The first failure wins, so all before it have passed and none after it has run.
export type CheckState = 'passed' | 'failed' | 'skipped'

export interface Check {
  name: string
  /** The name for people. */
  title: string
  /** Requirement in words. */
  rule: string
  /** The codes that the check can refuse with. */
  codes: readonly string[]
}

export const CHECKS: readonly Check[] = [
  {
    name: 'headers',
    title: 'Headers',
    rule: 'timestamp and signature are present, once each',
    codes: ['missing_header', 'ambiguous_header']
  },
  { name: 'size', title: 'Size', rule: 'the body is within the limit', codes: ['body_too_large'] },
  { name: 'encoding', title: 'Encoding', rule: 'the body is not compressed', codes: ['unsupported_encoding'] },
  { name: 'signature', title: 'Signature format', rule: 'sha256= and 64 lowercase hex digits', codes: ['malformed_signature'] },
  { name: 'timestamp', title: 'Timestamp format', rule: 'RFC 3339 with a zone', codes: ['malformed_timestamp'] },
  { name: 'hmac', title: 'HMAC', rule: 'these bytes were signed with this secret', codes: ['signature_mismatch'] },
  { name: 'age', title: 'Age', rule: 'signed within the tolerance', codes: ['timestamp_too_old', 'timestamp_in_future'] },
  { name: 'payload', title: 'Payload', rule: 'the body is strict JSON', codes: ['malformed_payload'] },
  { name: 'event', title: 'Event', rule: 'header and body name the same event', codes: ['event_mismatch'] }
]

/** Each check with its state. `code` is the refusal's; undefined for an accepted delivery. */
export function checksOf(code: string | undefined): Array<Check & { state: CheckState }> {
  const failed = code === undefined ? -1 : CHECKS.findIndex(({ codes }) => codes.includes(code))
  const end = failed < 0 ? CHECKS.length : failed
  return CHECKS.map((check, at) => ({ ...check, state: at < end ? 'passed' : at === failed ? 'failed' : 'skipped' }))
}
