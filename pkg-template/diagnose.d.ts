// Written by hand, like index.d.ts.
import type { Body, HeadersLike, RotatingSecret, Secret } from './index.ts'

export interface Diagnosis {
  /** What a WebhookVerifier with these secrets would say. No event comes with it: this is no way to accept a delivery. */
  verified: boolean
  /** What is the matter, what is proved first, then the smallest change first. Empty where it verifies. */
  findings: Finding[]
}

/** The closed list of findings, for programs; docs/troubleshooting.md has the table. */
export type FindingCode =
  | 'secret_unset'
  | 'secret_whitespace'
  | 'secret_whitespace_missing'
  | 'secret_quoted'
  | 'secret_with_name'
  | 'secret_is_json'
  | 'secret_is_list'
  | 'secret_prefix_kept'
  | 'secret_prefix_dropped'
  | 'secret_encoded'
  | 'secret_decoded'
  | 'secret_url_encoded'
  | 'secret_hex_case'
  | 'secret_letter_case'
  | 'secret_not_in_use'
  | 'secret_expired'
  | 'secret_refused'
  | 'sender_secret_unset'
  | 'body_parsed'
  | 'body_reserialized'
  | 'body_newline_added'
  | 'body_newline_dropped'
  | 'body_line_ends'
  | 'body_bom_added'
  | 'body_bom_dropped'
  | 'body_base64'
  | 'body_double_encoded'
  | 'body_compressed'
  | 'body_mojibake'
  | 'body_replacement_chars'
  | 'body_empty'
  | 'body_stringified_object'
  | 'body_byte_list'
  | 'body_form'
  | 'body_truncated'
  | 'body_too_large'
  | 'signed_body_only'
  | 'signed_without_dot'
  | 'signed_other_separator'
  | 'signed_other_order'
  | 'signed_boundary_moved'
  | 'signed_with_id'
  | 'timestamp_reformatted'
  | 'timestamp_malformed'
  | 'signature_upper_case'
  | 'signature_prefix_missing'
  | 'signature_prefix_doubled'
  | 'signature_base64'
  | 'signature_wrapped'
  | 'signature_other_algorithm'
  | 'signature_other_provider'
  | 'signature_truncated'
  | 'signature_malformed'
  | 'clock_skew'
  | 'clock_time_zone'
  | 'clock_units'
  | 'headers_spread'
  | 'header_missing'
  | 'header_duplicated'
  | 'header_renamed'
  | 'headers_swapped'
  | 'header_content_encoding'
  | 'event_mismatch'
  | 'payload_malformed'
  | 'unexplained'

export interface Finding {
  code: FindingCode
  /** `proved`: with exactly this change, and those of the other proved findings, the HMAC matches. `none`: `unexplained` alone. */
  certainty: 'proved' | 'likely' | 'none'
  /** The fact. Contains no secret, no HMAC and no byte of the body. */
  message: string
  /** The remedy. */
  fix: string
}

/** One secret or several, not both. A secret that WebhookVerifier refuses is a finding here. Up to 16 are tried. */
export type Question = QuestionParts &
  (
    | { secret: Secret | undefined; secrets?: undefined }
    | { secret?: undefined; secrets: Secret | undefined | ReadonlyArray<Secret | RotatingSecret | undefined> | RotatingSecret }
  )

export interface QuestionParts {
  /** The headers as they are at hand, in any shape; all of them, as other names tell something too. */
  headers: HeadersLike | unknown
  /** The body as it is at hand: raw, or what became of it. */
  body: Body | unknown
  /** The time to judge by, for deliveries that were kept. Default: the clock. */
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

/**
 * Says why a delivery does not verify. For the desk, a test, a script; never for a handler: it takes many times as long as a
 * verification, and what it says is for nobody outside.
 *
 * @throws {TypeError} for a question that is none, or a `now` that is no time
 * @throws {RangeError} for a number that is negative or not finite
 */
export function diagnoseWebhook(question: Question): Diagnosis

/** What a paste can be; new ones may be added. */
export type CaptureFormat =
  | 'http'
  | 'curl'
  | 'har'
  | 'delivery'
  | 'lambda'
  | 'webhook-site'
  | 'ngrok'
  | 'postman'
  | 'insomnia'
  | 'log'
  | 'console'
  | 'fetch'
  | 'curl-verbose'

/** A request as it was sent, as far as a paste tells. */
export interface Capture {
  /** What the paste was taken for. */
  kind: CaptureFormat
  method: string
  /** The URL, or the target of a raw request; empty where the paste has none. */
  url: string
  /** The header lines in order, as they can be given to `verify` and `diagnoseWebhook`. */
  headers: Array<[name: string, value: string]>
  body: Uint8Array
  /** What may explain a verdict, such as a Content-Length that does not fit. */
  notes: Array<{ code: string; message: string }>
}

/** Where a paste cannot be read, and why. Quotes nothing of it but the path of a file. */
export interface CaptureError {
  code: string
  /** From 1. */
  line: number
  found: string
  expected: string
  /** With `file_needed`: the file that a curl command sends, to be given in `files`. */
  path?: string
  /** With `several_deliveries`: of which one is to be given as `entry`. */
  choices?: Array<{ entry: number; started: string; url: string }>
}

/**
 * Reads what people paste, up to 16 MiB: a raw HTTP request; a curl command, or what `curl -v` prints; a `fetch` call; a HAR file;
 * JSON with headers and body, as `verify` takes it; a Lambda event; exports of webhook.site, ngrok, Postman and Insomnia; a line of
 * a pino log; headers as `console.log` prints them, with or without a body after them. What was lost on the way is in `notes`.
 *
 * @throws {TypeError} for what is no string and no Uint8Array
 * @throws {RangeError} for an `entry` that is no whole number from 0
 */
export function readCapture(
  pasted: string | Uint8Array,
  options?: { entry?: number | undefined; files?: Record<string, string | Uint8Array> | undefined } | undefined
): { capture: Capture; error?: undefined } | { capture?: undefined; error: CaptureError }
