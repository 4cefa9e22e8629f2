// Written by hand: nothing here needs DOM types, a newer lib than es2022 or another package.
import type { ReplayStore } from './replay/store.js'

export type { ReplayStore } from './replay/store.js'

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
type AbortSignalLike = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : SignalLike
type FetchResponse = typeof globalThis extends { Response: { prototype: infer R } } ? R : ResponseLike

/** The used members of a Fetch `Request`: for platforms without that type, and for requests of the same shape, as Azure Functions has. */
export interface RequestLike {
  readonly method: string
  readonly url: string
  readonly headers: { get(name: string): string | null }
  readonly bodyUsed: boolean
  readonly body: unknown
  arrayBuffer(): Promise<ArrayBuffer>
}

/** What an `AbortSignal` is used for, where the platform's own type is not known. */
export interface SignalLike {
  readonly aborted: boolean
  readonly reason: any
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** What a handler answers with, where the platform's own type is not known. */
export interface ResponseLike {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  arrayBuffer(): Promise<ArrayBuffer>
  text(): Promise<string>
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
 * @throws {TypeError} for a body that was parsed already, and for an empty or missing secret
 */
export function verifyWebhook(rawBody: Body, timestamp: HeaderValue, signature: HeaderValue, secret: Secret): boolean

/**
 * Signs a body as the provider does, for tests.
 *
 * @param timestamp a Date, or the text of the `X-Webhook-Timestamp` header
 * @returns the `X-Webhook-Signature` header: `sha256=` and 64 lowercase hex digits
 */
export function signWebhook(rawBody: Body, timestamp: string | Date, secret: Secret): string

interface VerifierSettings {
  /** Age allowed, in seconds, inclusive. Default 300. */
  toleranceSeconds?: number | undefined
  /** How far the sender's clock may be ahead, in seconds, inclusive. Default 60. */
  futureToleranceSeconds?: number | undefined
  /** Size of the body in bytes of UTF-8, inclusive. Default 1 MiB. */
  maxBodyBytes?: number | undefined
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

/** Verifies deliveries and parses their events. Keep one for as long as its secrets serve. */
export class WebhookVerifier {
  /**
   * @throws {TypeError} for a string secret that looks like a bad setting (empty, whitespace at its start or end, a NUL,
   *   `undefined`), so that a deployment fails at once and not at the first delivery. Bytes are taken as they are.
   * @throws {TypeError} for `secret` and `secrets` together, and for an option that does not exist
   * @throws {RangeError} for a number that is negative or not finite
   */
  constructor(options: Secret | undefined | WebhookVerifierOptions)

  /**
   * @throws {WebhookError} for a delivery that is refused
   * @throws {TypeError} for a mistake of the caller's, such as a body that was parsed already or an invalid `receivedAt`
   */
  verify(delivery: Delivery): WebhookEvent

  /** Like {@link verify}, but returns the refusal. Mistakes of the caller's are still thrown. */
  safeVerify(delivery: Delivery): { ok: true; event: WebhookEvent } | { ok: false; error: WebhookError }

  /**
   * Reads the raw bytes of a Fetch Request, no further than `maxBodyBytes`, and verifies them.
   *
   * @throws {WebhookError} for a delivery that is refused
   * @throws {TypeError} for a body that was read already
   * @throws the reason of `signal` where it aborts before the body has arrived
   */
  verifyRequest(request: FetchRequest | RequestLike, options?: VerifyRequestOptions | undefined): Promise<WebhookEvent>

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
  | 'method_not_allowed'
  | 'body_timeout'
  | 'delivery_in_progress'
  | 'store_unavailable'
  | 'schema_mismatch'

/**
 * Why a delivery was refused. Never holds a secret, an HMAC or a byte of the body, but for the `cause` of `schema_mismatch`:
 * the validator's own list of issues, which may quote the data.
 */
export class WebhookError extends Error {
  constructor(code: WebhookErrorCode, status: number, message: string, options?: { cause?: unknown; hint?: string | undefined } | undefined)
  readonly code: WebhookErrorCode
  /** The HTTP status to answer with. Keep the code out of the answer: it is for logs. */
  readonly status: number
  /** One thing to try next, or where to read on. The message states the fact alone. */
  readonly hint?: string
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
  code?: 'invalid_request' | 'invalid_api_key' | 'rate_limited' | 'insufficient_credits' | 'internal_error' | 'timeout' | (string & {})
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
  /** `name:data.id` where both are signed: the unique key for a database. `%` and `:` in the name are percent-encoded. */
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
export type UnverifiedEvent = Unverified<JobStarted> | Unverified<JobCompleted> | Unverified<JobFailed> | Unverified<UnknownEvent>

/**
 * The same parser without any verification, for test tools. Never act on what it returns.
 *
 * @throws {WebhookError} with `malformed_payload`, `ambiguous_header` or `event_mismatch`
 */
export function parseUnverifiedEvent(rawBody: Body, headers?: HeadersLike): UnverifiedEvent

type EventType = WebhookEvent['type']

/** Any validator of the Standard Schema interface, version 1: zod, valibot, arktype and others. */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined
  }
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<{ readonly message: string }> }

export type EventSchemas = { readonly [Type in EventType]?: StandardSchema | undefined }

type OutputOf<Schema> = Schema extends StandardSchema<infer Output> ? Output : never

/** An event whose `data` is what the schema for its type makes of it. */
export type NarrowedEvent<Schemas, Event extends WebhookEvent = WebhookEvent> = Event extends WebhookEvent
  ? Event['type'] extends keyof Schemas
    ? Omit<Event, 'data'> & { data: OutputOf<Schemas[Event['type']]> }
    : Event
  : never

/** The second argument of your functions. */
export interface HandlerContext {
  /** The request; its body has been read. Behind an adapter it is made on demand, of method, URL and headers. */
  readonly request: FetchRequest
  /** Aborts when the client hangs up before the answer, where the platform tells. */
  readonly signal: AbortSignalLike
  /** What the platform passed behind the request: `env` and `ctx` on Workers, Node's `req` and `res`, … */
  platform: readonly unknown[]
  /** Keeps the process alive for a promise; where the platform has nothing of the kind, the answer waits for it. */
  waitUntil(promise: PromiseLike<unknown>): void
}

/** A function for each type of event. One without its own goes to `unknown`; without that it is acknowledged. */
export type EventFunctions<Schemas> = {
  [Type in Exclude<EventType, 'unknown'>]?:
    | ((event: NarrowedEvent<Schemas, Extract<WebhookEvent, { type: Type }>>, context: HandlerContext) => unknown)
    | undefined
} & { unknown?: ((event: NarrowedEvent<Schemas>, context: HandlerContext) => unknown) | undefined }

/** Finds the verifier for a request: per tenant, or where secrets are not there yet when the module is loaded. */
export type VerifierFunction = (request: FetchRequest, ...platform: any[]) => WebhookVerifier | PromiseLike<WebhookVerifier>

export interface HandlerOptions<Schemas extends EventSchemas = {}> {
  /** The work, by type of event. Either this or {@link onEvent}. Return its promise, or await it: the answer waits for that. */
  on?: EventFunctions<Schemas> | undefined
  /** The work, for every event. */
  onEvent?: ((event: NarrowedEvent<Schemas>, context: HandlerContext) => unknown) | undefined
  /** Validators of `event.data`. What they refuse is `schema_mismatch`: answered with 500, so the sender retries. */
  schemas?: Schemas | undefined
  /**
   * Where handled deliveries are remembered: a store, or options with a store among them. Left out, the memory of this process,
   * 100,000 of them. `false`: nowhere.
   */
  replay?: false | ReplayStore | ReplayOptions | undefined
  /** How long the body may take. Default 10. */
  bodyTimeoutSeconds?: number | undefined
  /**
   * `'after'` the work (default), or `'before'` it: 202 once the delivery is claimed, the work under {@link waitUntil}. The
   * sender will not retry, so only for work that may be lost. Without a waitUntil it works as `'after'`.
   */
  acknowledge?: 'after' | 'before' | undefined
  /** Keeps the process alive for a promise: Next's `after`, Vercel's `waitUntil`. Workers and Netlify bring their own. */
  waitUntil?: ((promise: Promise<unknown>) => unknown) | undefined
  /** Is told that the work is done. No hook is awaited, and one that throws changes no answer. */
  onHandled?: ((event: WebhookEvent, details: { readonly request: FetchRequest; readonly durationMs: number }) => unknown) | undefined
  /** Is told of a delivery that was handled before. */
  onDuplicate?: ((event: WebhookEvent, details: { readonly request: FetchRequest }) => unknown) | undefined
  /** Is told of every refusal but 405. Default: one console.warn a second at most, which says how many were left out. */
  onRejected?: ((error: WebhookError, details: { readonly request: FetchRequest }) => unknown) | undefined
  /** Is told what your functions, the store, the clock or background work threw. Default: console.error. */
  onError?:
    | ((error: unknown, details: { readonly request: FetchRequest; readonly event?: WebhookEvent | undefined }) => unknown)
    | undefined
}

/** How replays are told, and where handled deliveries are remembered. */
export interface ReplayOptions {
  /** Default: the memory of this process. */
  store?: ReplayStore | undefined
  /**
   * The identity of a delivery: `'delivery'`, the same signature (default), or `'event'`, the same `idempotencyKey`,
   * for senders that re-sign each retry.
   */
  dedupe?: 'delivery' | 'event' | undefined
  /**
   * Part of the key in the store. For each endpoint its own, where several share a store; for each tenant, where
   * `verifier` finds the tenant's: with `dedupe: 'event'` one tenant's job would otherwise be another's. 1 to 256 characters. Take it
   * from the tenant you chose, never from the request's URL or Host: each spelling of those would let the delivery be replayed.
   */
  scope?: string | ((request: FetchRequest, event: WebhookEvent) => string | PromiseLike<string>) | undefined
  /** How long unfinished work keeps others from the delivery. Longer than the work takes. Default 60. */
  leaseSeconds?: number | undefined
  /** How long a handled delivery is remembered. Default and minimum: both tolerances and 60 seconds. */
  keepSeconds?: number | undefined
  /** How long the store may take. Default 3. */
  timeoutSeconds?: number | undefined
}

/** Either the options of a verifier, or a verifier. Each names the other's members, so that errors speak of the one you mean. */
type VerifierChoice =
  | ({ verifier: WebhookVerifier | VerifierFunction } & { [Option in keyof WebhookVerifierOptions]?: undefined })
  // Last, as the compiler's messages are about the last.
  | (WebhookVerifierOptions & { verifier?: undefined })

export type WebhookHandlerOptions<Schemas extends EventSchemas = {}> = HandlerOptions<Schemas> & VerifierChoice

export type WebhookHandler = (request: FetchRequest | RequestLike, ...platform: any[]) => Promise<FetchResponse>

/**
 * A handler of Fetch requests, for Workers, Next.js, Deno, Bun, Hono and the like: verifies, refuses replays, and has the
 * work done once. For Node's requests, Fastify and Lambda there are adapters: `webhook-verifier/node`, `/fastify`, `/aws-lambda`.
 *
 * Answers 200 when the work is done, now or before; 500 when it threw, so that the sender retries; otherwise the status of
 * the {@link WebhookError}, of which the sender sees the code, and of a 401 not even that.
 *
 * @throws {TypeError | RangeError} for options that make no sense or do not exist
 */
export function createWebhookHandler<const Schemas extends EventSchemas = {}>(options: WebhookHandlerOptions<Schemas>): WebhookHandler
