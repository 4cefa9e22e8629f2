// The public types of the verifier. Published declarations need nothing but the library of es2022, not even DOM types.
import type { PolicyOptions } from '../contract/defaults.ts'
import type { WebhookError } from './error.ts'

export type { WebhookErrorCode } from '../contract/errors.ts'

/** The raw body: a string, or bytes in any shape. A Buffer is a view. Bytes in a SharedArrayBuffer are a TypeError. */
export type Body = string | ArrayBuffer | ArrayBufferView

/** A header's value as frameworks have it. */
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

export type FetchRequest = typeof globalThis extends { Request: { prototype: infer R } } ? R : RequestLike
export type AbortSignalLike = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : SignalLike

/** The used members of a Fetch `Request`: for platforms without that type, and for requests of the same shape, as Azure Functions has. */
export interface RequestLike {
  readonly method: string
  readonly url: string
  readonly headers: { get(name: string): string | null }
  readonly bodyUsed: boolean
  readonly body: unknown
  arrayBuffer(): Promise<ArrayBuffer>
}

/** The used members of an `AbortSignal`, for platforms without that type. */
export interface SignalLike {
  readonly aborted: boolean
  readonly reason: any
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export interface VerifierSettings extends PolicyOptions {
  /** The clock, for tests. */
  now?: (() => Date) | undefined
}

/** Options of a {@link WebhookVerifier}: one `secret`, or `secrets` while one replaces another. */
export type WebhookVerifierOptions = VerifierSettings &
  (
    | {
        secret?: undefined
        /** 1 to 4 secrets, with different ids; one secret is taken too. A secret serves while `now < notAfter`. */
        secrets: Secret | undefined | ReadonlyArray<Secret | RotatingSecret | undefined> | RotatingSecret
      }
    | {
        /** The signing secret. An environment variable that is not set passes the types and is a TypeError here, before the first delivery. */
        secret: Secret | undefined
        secrets?: undefined
      }
  )

export interface RotatingSecret {
  /** Names the secret in {@link VerifiedParts.keyId}; different for each. */
  id: string
  secret: Secret | undefined
  /** The end of its service, exclusive. */
  notAfter?: Date | undefined
}

/** A delivery as it arrived. */
export interface Delivery {
  headers: HeadersLike
  body: Body
  /** When it arrived, for a delivery that a queue or an archive kept: its age is judged as of then. Default: the clock. */
  receivedAt?: Date | undefined
}

export interface VerifyRequestOptions {
  /** Stops the reading of the body, which is canceled; the promise rejects with the signal's reason. */
  signal?: AbortSignalLike | undefined
  /** When the request arrived. Default: the clock. */
  receivedAt?: Date | undefined
}

/** A result of {@link WebhookVerifier.safeVerify}. */
export type SafeResult = { ok: true; event: WebhookEvent } | { ok: false; error: WebhookError }

/**
 * A job as the provider documents it. Fields not listed are passed through. Nothing checks these types at run time: look before you
 * rely on one.
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
  code?: 'invalid_request' | 'invalid_api_key' | 'rate_limited' | 'insufficient_credits' | 'internal_error' | 'timeout' | (string & {})
  message?: string
  request_id?: string
  [field: string]: unknown
}

/** Members of every event, verified or not. */
export interface EventParts {
  /** The event's name, as sent. */
  name: string
  /** The body's `data`; `{}` where it has no such object. */
  data: Job
  /** The whole body. */
  payload: { [key: string]: unknown }
  /** The bytes of the body. Not enumerable: logs and queues are spared, and a spread or a structured clone has none. */
  readonly rawBody: Uint8Array
  /** `name:data.id` where both are signed: the unique key for a database. `%` and `:` in the name are percent-encoded. */
  idempotencyKey: string | null
  /** False when only the unsigned header named the event. */
  typeSigned: boolean
  /** Headers that the signature does not cover. */
  unsigned: { event: string | null; deliveryId: string | null }
}

/** Members of a verified event alone. */
export interface VerifiedParts {
  /** When the sender signed. */
  signedAt: Date
  /** The `X-Webhook-Timestamp` header, as sent. */
  timestamp: string
  /** The `X-Webhook-Signature` header, as sent. With it and the body, a delivery can be replayed. */
  signature: string
  /** The id of the secret that signed, where it has one. */
  keyId: string | undefined
  /** Hex SHA-256 of the verified signature, for a replay store. */
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
  /** From `data.error`, else from `error` next to it. */
  error?: JobError
}

/** Any other event, or one that only an unsigned header claims. Data to hand on, never an error. */
export interface UnknownEvent extends EventParts, VerifiedParts {
  type: 'unknown'
}

/** A verified event. Narrow on `type`. */
export type WebhookEvent = JobStarted | JobCompleted | JobFailed | UnknownEvent

export type Unverified<Event> = Omit<Event, keyof VerifiedParts> & { timestamp: string | null; signature: string | null }

/** An event that **was not verified**. */
export type UnverifiedEvent = Unverified<JobStarted> | Unverified<JobCompleted> | Unverified<JobFailed> | Unverified<UnknownEvent>
