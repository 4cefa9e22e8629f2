// The verifier's checks, in its order. Which passed is read off its one answer: the first failure wins, so all before it
// have passed and none after it was looked at.

/** The codes that each check can refuse with. */
export const CHECKS = [
  { name: 'headers', title: 'Timestamp and signature are there, once each', codes: ['missing_header', 'ambiguous_header'] },
  { name: 'size', title: 'The body is not too large', codes: ['body_too_large'] },
  { name: 'encoding', title: 'The body is not compressed', codes: ['unsupported_encoding'] },
  { name: 'signature', title: 'The signature is sha256= and 64 hex digits', codes: ['malformed_signature'] },
  { name: 'timestamp', title: 'The timestamp is RFC 3339, with a zone', codes: ['malformed_timestamp'] },
  { name: 'hmac', title: 'The HMAC matches: signed with this secret', codes: ['signature_mismatch'] },
  { name: 'age', title: 'Signed inside the window of time', codes: ['timestamp_too_old', 'timestamp_in_future'] },
  { name: 'payload', title: 'The body is strict JSON', codes: ['malformed_payload'] },
  { name: 'event', title: 'Header and body name the same event', codes: ['event_mismatch'] }
]

/** Each with its `state`: passed, failed or skipped. `code` is the refusal's, undefined where there is none. */
export function checksOf(code) {
  const failed = CHECKS.findIndex(({ codes }) => codes.includes(code))
  const end = failed < 0 ? CHECKS.length : failed
  return CHECKS.map((check, place) => ({ ...check, state: place < end ? 'passed' : place === failed ? 'failed' : 'skipped' }))
}
