// Written by hand: nothing here needs DOM types, a newer lib than es2022 or another package.

/** The raw body: a string, or bytes in any shape. A Buffer is a view. Bytes in a SharedArrayBuffer are a TypeError. */
export type Body = string | ArrayBuffer | ArrayBufferView

/** A header as frameworks hand it out. */
export type HeaderValue = string | readonly string[] | null | undefined

/**
 * A signing secret. A string stands for its UTF-8 bytes; an empty or blank one is a TypeError, and so are no bytes.
 * Other bytes are taken as they are; up to 64 zeros are, to HMAC, the empty key.
 */
export type Secret = string | Uint8Array

/** Headers in any of the usual shapes, names in any case. */
export type HeadersLike =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | readonly string[] | undefined }
  | ReadonlyArray<readonly [string, string]> // an Iterable too, but TypeScript 5.0 sees pairs in an array literal by this alone
  | Iterable<readonly [string, string]>

type FetchRequest = typeof globalThis extends { Request: { prototype: infer R } } ? R : RequestLike

/** What a Fetch `Request` is used for, where the platform's own type is not known. */
export interface RequestLike {
  readonly headers: { get(name: string): string | null }
  readonly bodyUsed: boolean
  readonly body: unknown
  arrayBuffer(): Promise<ArrayBuffer>
}

/**
 * The drop-in for the provider's documented snippet: same arguments, same answer, on every runtime.
 *
 * Where the snippet throws because of what a sender sent (a missing, short, long or non-ASCII signature), the answer is
 * `false`. Reads no clock: an old delivery verifies for ever. {@link WebhookVerifier} looks at the time as well.
 *
 * @param rawBody the body as it arrived; bytes are hashed as they are, never decoded
 * @param timestamp the `X-Webhook-Timestamp` header
 * @param signature the `X-Webhook-Signature` header
 * @param secret the signing secret
 * @throws TypeError for a body that was parsed already, and for an empty or missing secret
 */
export function verifyWebhook(rawBody: Body, timestamp: HeaderValue, signature: HeaderValue, secret: Secret): boolean

/**
 * Signs a body as the provider does, for tests.
 *
 * @param timestamp a Date, or the text of the `X-Webhook-Timestamp` header
 * @returns the `X-Webhook-Signature` header: `sha256=` and 64 lowercase hex digits
 */
export function signWebhook(rawBody: Body, timestamp: string | Date, secret: Secret): string

export interface WebhookVerifierOptions {
  /** One secret, or 1 to 4 while one replaces another. A `notAfter` secret serves while `now < notAfter`. */
  secrets: Secret | ReadonlyArray<Secret | RotatingSecret> | RotatingSecret
  /** Age allowed, in seconds, inclusive. Default 300. */
  toleranceSeconds?: number
  /** How far the sender's clock may be ahead, in seconds, inclusive. Default 60. */
  futureToleranceSeconds?: number
  /** Size of the body in bytes of UTF-8, inclusive. Default 1 MiB. */
  maxBodyBytes?: number
  /** The clock, for tests. */
  now?: () => Date
}

export interface RotatingSecret {
  /** Names the secret in {@link VerifiedParts.keyId}; different for each. */
  id: string
  secret: Secret
  /** The end of its service, exclusive. */
  notAfter?: Date
}

/** Verifies deliveries and parses their events. Keep one for as long as its secrets serve. */
export class WebhookVerifier {
  /**
   * @throws TypeError for a string secret that looks like a bad setting (empty, white space around it, a NUL,
   *   `undefined`), so that a deployment fails at once and not at the first delivery. Bytes are taken as they are.
   * @throws RangeError for a number that is negative or not finite
   */
  constructor(options: Secret | WebhookVerifierOptions)

  /**
   * @throws {@link WebhookError} for a delivery that is refused
   * @throws TypeError for a mistake of the caller's, such as a body that was parsed already
   */
  verify(delivery: { headers: HeadersLike; body: Body }): WebhookEvent

  /** Like {@link verify}, but returns the refusal. Mistakes of the caller's are still thrown. */
  safeVerify(delivery: {
    headers: HeadersLike
    body: Body
  }): { ok: true; event: WebhookEvent } | { ok: false; error: WebhookError }

  /**
   * Reads the raw bytes of a Fetch Request, no further than `maxBodyBytes`, and verifies them.
   *
   * @throws {@link WebhookError} for a delivery that is refused; TypeError for a body that was read already
   */
  verifyRequest(request: FetchRequest): Promise<WebhookEvent>

  /** Wipes the keys. Verifying throws a TypeError from then on. Also `[Symbol.dispose]` where the runtime has it. */
  dispose(): void
}

/** The stable codes of refused deliveries. More may come; treat an unknown one by its status. */
export type WebhookErrorCode =
  | 'missing_header'
  | 'ambiguous_header'
  | 'body_too_large'
  | 'unsupported_encoding'
  | 'malformed_signature'
  | 'malformed_timestamp'
  | 'signature_mismatch'
  | 'timestamp_too_old'
  | 'timestamp_in_future'
  | 'malformed_payload'
  | 'event_mismatch'

/** Why a delivery was refused. Never holds a secret, an HMAC or a byte of the body. */
export class WebhookError extends Error {
  constructor(code: WebhookErrorCode, status: number, message: string)
  readonly code: WebhookErrorCode
  /** The HTTP status to answer with. Keep the code out of the answer: it is for logs. */
  readonly status: number
  toJSON(): { code: WebhookErrorCode; status: number; message: string }
}

/**
 * A job as the provider documents it. Fields not listed are handed on. Nothing checks these types: the provider signs
 * what it signs, so look before you rely on one.
 */
export interface Job {
  id?: string
  status?: 'created' | 'pending' | 'processing' | 'completed' | 'failed' | (string & {})
  output_url?: string
  webhook_url?: string
  video_url?: string
  model?: 'original' | 'light' | 'pro' | 'human' | (string & {})
  output_format?: 'webm' | 'mov' | 'mp4' | 'gif' | 'webp' | 'png_sequence' | (string & {})
  bg_type?: 'transparent' | 'green' | 'white' | 'black' | 'blue' | 'custom' | (string & {})
  bg_color?: readonly number[]
  text_prompt?: string
  metadata?: { [key: string]: unknown }
  auto_start?: boolean
  [field: string]: unknown
}

/** Why a job failed, as the provider documents it; not checked either. */
export interface JobError {
  code?:
    | 'invalid_request'
    | 'invalid_api_key'
    | 'rate_limited'
    | 'insufficient_credits'
    | 'internal_error'
    | 'timeout'
    | (string & {})
  message?: string
  request_id?: string
  [field: string]: unknown
}

/** What every event has, verified or not. */
export interface EventParts {
  /** The event's name, as sent. */
  name: string
  /** The body's `data`; `{}` where it has no such object. */
  data: Job
  /** The whole body. */
  payload: { [key: string]: unknown }
  /** The bytes of the body. Not enumerable: logs and queues are spared, and a spread or a structured clone has none. */
  readonly rawBody: Uint8Array
  /** `name:data.id` where both are signed: the unique key for a database. */
  idempotencyKey: string | null
  /** False when only the unsigned header named the event. */
  typeSigned: boolean
  /** Headers that nobody signed. */
  unsigned: { event: string | null; deliveryId: string | null }
}

/** What only a verified delivery has. */
export interface VerifiedParts {
  /** When the sender signed. */
  signedAt: Date
  /** The `X-Webhook-Timestamp` header, as sent. */
  timestamp: string
  /** The `X-Webhook-Signature` header, as sent. Whoever has it and the body can replay the delivery. */
  signature: string
  /** The id of the secret that signed, where it has one. */
  keyId: string | undefined
  /** Hex SHA-256 of the verified signature: what a replay store remembers. */
  replayKey: string
}

/** The job was accepted and has begun. */
export interface JobStarted extends EventParts, VerifiedParts {
  type: 'job.started'
}

/** The job has finished and its output is available. */
export interface JobCompleted extends EventParts, VerifiedParts {
  type: 'job.completed'
}

/** The job has failed. */
export interface JobFailed extends EventParts, VerifiedParts {
  type: 'job.failed'
  /** From `data.error`, else from `error` beside it. */
  error?: JobError
}

/** Any other event, or one that only an unsigned header claims. Data to hand on, never an error. */
export interface UnknownEvent extends EventParts, VerifiedParts {
  type: 'unknown'
}

/** A verified event. Narrow on `type`. */
export type WebhookEvent = JobStarted | JobCompleted | JobFailed | UnknownEvent

type Unverified<Event> = Omit<Event, keyof VerifiedParts> & { timestamp: string | null; signature: string | null }

/** An event that **nobody verified**. */
export type UnverifiedEvent =
  | Unverified<JobStarted>
  | Unverified<JobCompleted>
  | Unverified<JobFailed>
  | Unverified<UnknownEvent>

/**
 * The same parser without any verification, for test tools. Never act on what it returns.
 *
 * @throws {@link WebhookError} `malformed_payload`, `ambiguous_header` or `event_mismatch`
 */
export function parseUnverifiedEvent(rawBody: Body, headers?: HeadersLike): UnverifiedEvent
