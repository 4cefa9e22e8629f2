// Each text of the timestamp header, genuinely signed, so that only the grammar and the window are left to judge.
import { ok, same, thrown } from './expect.mjs'
import { isRefusal, isRefused } from './refusals.mjs'

/** @import { Library, TestedEvent, Vectors } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */

const SECRET = 'whsec_timestamps'
const BODY = '{}'

/**
 * @param {Library} library
 * @param {Vectors} vectors
 * @param {Tally} tally
 */
export async function timestamps(library, vectors, tally) {
  /**
   * @param {string} text
   * @param {number} millis
   * @param {object} [tolerances]
   */
  const verifyAt = (text, millis, tolerances) => {
    const options = { secrets: SECRET, now: () => new Date(millis), ...tolerances }
    const headers = { 'x-webhook-timestamp': text, 'x-webhook-signature': library.signWebhook(BODY, text, SECRET) }
    return new library.WebhookVerifier(options).verify({ headers, body: BODY })
  }

  /**
   * A genuine delivery outside the window is told both times; four digits of a year are all that RFC 3339 has.
   * @param {() => TestedEvent} work
   * @param {string} code
   * @param {...number} times
   */
  const saysBoth = (work, code, ...times) => {
    const error = thrown(work)
    isRefusal(library, error, code)
    const texts = times.map((millis) => new Date(millis).toISOString()).filter((text) => /^\d{4}-/.test(text))
    for (const text of texts) ok(error.message.includes(text), `'${error.message}' does not say ${text}`)
  }

  await tally.group('accepted timestamps: the instant, to the nanosecond', named(vectors.timestamps.accepted), (each) => {
    const { text, seconds, nanos } = each
    const millis = seconds * 1000 + Math.floor(nanos / 1e6)
    same(verifyAt(text, millis).signedAt.getTime(), millis, 'signedAt')
    // With no tolerance at all a clock in milliseconds can only meet a whole one.
    const exact = () => verifyAt(text, millis, { toleranceSeconds: 0, futureToleranceSeconds: 0 })
    if (nanos % 1e6 === 0) ok(exact(), 'accepted')
    else isRefused(library, exact, 'timestamp_in_future')
    saysBoth(() => verifyAt(text, millis + 1, { toleranceSeconds: 0 }), 'timestamp_too_old', millis, millis + 1)
    saysBoth(() => verifyAt(text, millis - 1, { futureToleranceSeconds: 0 }), 'timestamp_in_future', millis, millis - 1)
  })

  const now = Date.UTC(2026, 0, 1)
  const genuine = { malformed: 'malformed_timestamp', accepted: vectors.timestamps.accepted.map(({ text }) => text) }
  await tally.group('refused timestamps', vectors.timestamps.refused, (text) =>
    isRefused(library, () => verifyAt(text, now, { toleranceSeconds: FOR_EVER, futureToleranceSeconds: FOR_EVER }), codeOf(text, genuine))
  )
}

/** Not a multiple of 1,000, as those look like milliseconds and warn. */
const FOR_EVER = 1e15 + 1

/** @param {{ text: string; seconds: number; nanos: number; }[]} cases */
const named = (cases) => cases.map((each) => ({ ...each, name: each.text }))

/**
 * In a request an empty text is a missing header, and a comma separates copies, of which equal ones count as one.
 * @param {string} text
 * @param {{ malformed: string, accepted: string[] }} parts
 */
export function codeOf(text, { malformed, accepted }) {
  if (text === '') return 'missing_header'
  const [copy = '', ...others] = text.split(/[\t ]*,[\t ]*/)
  if (others.some((other) => other !== copy)) return 'ambiguous_header'
  return others.length && accepted.includes(copy) ? 'signature_mismatch' : malformed
}
