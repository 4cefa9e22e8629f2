// Explains why a delivery does not verify. For development and the command line, never for a handler: it is slow, and its
// answer is not for senders.
import { FUTURE_TOLERANCE_SECONDS, MAX_BODY_BYTES, TOLERANCE_SECONDS } from './lib/contract/defaults.ts'
import type { Diagnosis } from './lib/contract/diagnosis.ts'
import { toBytes } from './lib/diagnose/body.ts'
import { toCandidates } from './lib/diagnose/candidates.ts'
import { toHeaderLines } from './lib/diagnose/header-lines.ts'
import { explain } from './lib/diagnose/module.ts'
import { verifierError } from './lib/diagnose/verifier-error.ts'
import { getOwn, millisOf, nonNegative, rejectUnknown } from './lib/verifier/options.ts'
import { typeName } from './lib/verifier/secret.ts'
import type { Body, HeadersLike, RotatingSecret, Secret } from './lib/verifier/types.ts'

export type { Capture, CaptureError, CaptureErrorCode, CaptureFormat, HarEntry, HeaderLine, Note } from './lib/contract/captures.ts'
export type { Certainty, Diagnosis, Finding, FindingCode } from './lib/contract/diagnosis.ts'
export { type ReadOptions, readCapture } from './lib/diagnose/capture.ts'

/** One secret or several, not both. A secret that WebhookVerifier refuses is a finding here. Up to 16 are tried. */
export type Question = QuestionParts &
  (
    | { secret: Secret | undefined; secrets?: undefined }
    | { secret?: undefined; secrets: Secret | undefined | ReadonlyArray<Secret | RotatingSecret | undefined> | RotatingSecret }
  )

export interface QuestionParts {
  /** The headers as you have them, in any shape. Pass all of them: other names help too. */
  headers: HeadersLike | unknown
  /** The body as you have it: raw, or what a parser made of it. */
  body: Body | unknown
  /** The time of the evaluation, for deliveries that were saved. Default: the clock. */
  now?: Date | (() => Date) | undefined
  /** As for WebhookVerifier. */
  toleranceSeconds?: number | undefined
  futureToleranceSeconds?: number | undefined
  maxBodyBytes?: number | undefined
  /** Accepted and ignored, so that a capture of readCapture can be spread: `diagnoseWebhook({ ...capture, secret })`. */
  kind?: unknown
  method?: unknown
  url?: unknown
  notes?: unknown
}

const OPTIONS = ['headers', 'body', 'secret', 'secrets', 'now', 'toleranceSeconds', 'futureToleranceSeconds', 'maxBodyBytes']
/** Members of a capture that a diagnosis ignores. */
const IGNORED = ['kind', 'method', 'url', 'notes']

/**
 * Explains why a delivery does not verify. For a terminal, a test, a script; never for a handler: it takes many times as long as a
 * verification, and its answer is not for senders.
 *
 * @throws {TypeError} for an argument without the members above, or an invalid `now`
 * @throws {RangeError} for a number that is negative or not finite
 */
export function diagnoseWebhook(question: Question): Diagnosis {
  if (question === null || typeof question !== 'object') {
    throw new TypeError(`diagnoseWebhook takes { headers, body, secret }, not ${typeName(question)}`)
  }
  rejectUnknownOptions(question)
  // User code, such as a getter or an iterator, runs here and not later.
  const headers = toReadable(getOwn(question, 'headers'))
  const body: unknown = getOwn(question, 'body')
  const settings = getSecrets(question)
  const error = verifierError(headers, body, settings)
  const { lines, mistake } = toHeaderLines(headers)
  const { bytes, mistake: bodyMistake } = toBytes(body)
  const secrets = toCandidates(settings.secrets ?? settings.secret)
  const policy = {
    toleranceSeconds: nonNegative(question, 'toleranceSeconds', TOLERANCE_SECONDS),
    futureToleranceSeconds: nonNegative(question, 'futureToleranceSeconds', FUTURE_TOLERANCE_SECONDS),
    maxBodyBytes: nonNegative(question, 'maxBodyBytes', MAX_BODY_BYTES)
  }
  const now = new Date(readClock(getOwn(question, 'now')))
  const mistakes = Uint8Array.from([mistake, bodyMistake].filter((each) => each !== undefined))
  const diagnosis = explain({ lines, body: bytes, mistakes, secrets, now, ...policy })
  // The delivery is good, but an argument is not: the verifier's own error explains it.
  if (diagnosis.verified && error) throw error
  return withHiddenBody(diagnosis)
}

/** Not enumerable: a log of the diagnosis gets no byte of the body. */
function withHiddenBody({ signedBody, ...diagnosis }: Diagnosis): Diagnosis {
  return signedBody ? Object.defineProperty(diagnosis, 'signedBody', { value: signedBody }) : diagnosis
}

function rejectUnknownOptions(question: object): void {
  const names = Object.keys(question).filter((name) => !IGNORED.includes(name))
  rejectUnknown(Object.fromEntries(names.map((name) => [name, undefined])), OPTIONS, 'option')
}

/** A missing secret is a finding, not an error. */
function getSecrets(question: object): { secret?: unknown; secrets?: unknown } {
  const secret: unknown = getOwn(question, 'secret')
  const secrets: unknown = getOwn(question, 'secrets')
  if (secret !== undefined && secrets !== undefined) throw new TypeError('secret and secrets exclude each other; pass one of them')
  return secrets === undefined ? { secret } : { secrets }
}

/** Copies a list: a generator can be read only once, and is read twice here. */
function toReadable(headers: unknown): unknown {
  if (headers === null || typeof headers !== 'object') return headers
  const { [Symbol.iterator]: iterator, get } = headers as { [Symbol.iterator]?: unknown; get?: unknown }
  return typeof iterator === 'function' && typeof get !== 'function' ? Array.from(headers as Iterable<unknown>) : headers
}

/** Takes a Date, or a function that returns one, as a verifier does. */
function readClock(now: unknown): number {
  if (now === undefined) return Date.now()
  const millis = millisOf(typeof now === 'function' ? now() : now)
  if (!Number.isFinite(millis)) throw new TypeError('now must be a valid Date, or return one')
  return millis
}
