// The public types of the handler.
import type { ReplayStore } from '../../replay/store.ts'
import type { WebhookError } from '../verifier/error.ts'
import type {
  AbortSignalLike,
  FetchRequest,
  RequestLike,
  WebhookErrorCode,
  WebhookEvent,
  WebhookVerifierOptions
} from '../verifier/types.ts'
import type { WebhookVerifier } from '../verifier/webhook-verifier.ts'

export type { ReplayStore }

export type FetchResponse = typeof globalThis extends { Response: { prototype: infer R } } ? R : ResponseLike

/** The used members of a Fetch `Response`, for platforms without that type. */
export interface ResponseLike {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  arrayBuffer(): Promise<ArrayBuffer>
  text(): Promise<string>
}

export type EventType = WebhookEvent['type']

/** Any validator of the Standard Schema interface, version 1: zod, valibot, arktype and others. */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined
  }
}

export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<{ readonly message: string }> }

export type EventSchemas = { readonly [Type in EventType]?: StandardSchema | undefined }

export type OutputOf<Schema> = Schema extends StandardSchema<infer Output> ? Output : never

/** An event whose `data` is the output of the schema for its type. */
export type NarrowedEvent<Schemas, Event extends WebhookEvent = WebhookEvent> = Event extends WebhookEvent
  ? Event['type'] extends keyof Schemas
    ? Omit<Event, 'data'> & { data: OutputOf<Schemas[Event['type']]> }
    : Event
  : never

/** The second argument of your functions. */
export interface HandlerContext<Platform extends readonly unknown[] = readonly any[]> {
  /** The request; its body has been read. With an adapter it is made on demand, of method, URL and headers. */
  readonly request: FetchRequest
  /** Aborts when the client hangs up before the answer, where the platform tells. */
  readonly signal: AbortSignalLike
  /**
   * Further arguments of the platform: `env` and `ctx` on Workers, Node's `req` and `res`, … Typed where the handler is made in the
   * place that calls it, as in `toNodeHandler(createWebhookHandler({ … }))`; elsewhere by annotating a function's context.
   */
  platform: any[] extends Platform ? readonly unknown[] : Platform
  /** Keeps the process alive for a promise; on a platform without such a function, the answer waits for it. */
  waitUntil(promise: PromiseLike<unknown>): void
}

/** A function for each type of event. One without its own goes to `unknown`; without that it is acknowledged. */
export type EventFunctions<Schemas, Platform extends readonly unknown[] = readonly any[]> = {
  [Type in Exclude<EventType, 'unknown'>]?:
    | ((event: NarrowedEvent<Schemas, Extract<WebhookEvent, { type: Type }>>, context: HandlerContext<Platform>) => unknown)
    | undefined
} & { unknown?: ((event: NarrowedEvent<Schemas>, context: HandlerContext<Platform>) => unknown) | undefined }

/** Finds the verifier for a request: per tenant, or where secrets are not there yet when the module is loaded. */
export type VerifierFunction = (request: FetchRequest, ...platform: any[]) => WebhookVerifier | PromiseLike<WebhookVerifier>

export interface HandlerOptions<Schemas extends EventSchemas = {}, Platform extends readonly unknown[] = readonly any[]> {
  /** The work, by type of event. Either this or {@link onEvent}. Return its promise, or await it: the answer waits for that. */
  on?: EventFunctions<Schemas, Platform> | undefined
  /** The work, for every event. */
  onEvent?: ((event: NarrowedEvent<Schemas>, context: HandlerContext<Platform>) => unknown) | undefined
  /** Validators of `event.data`. Data that they refuse is a `schema_mismatch`: answered with 500, so the sender retries. */
  schemas?: Schemas | undefined
  /**
   * The store of handled deliveries, or options with a store among them. Default: the memory of this process, 100,000
   * deliveries. `false`: none are remembered.
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
  /** Called when the work is done. No hook is awaited, and one that throws changes no answer. */
  onHandled?: ((event: WebhookEvent, details: { readonly request: FetchRequest; readonly durationMs: number }) => unknown) | undefined
  /** Called for a delivery that was handled before. */
  onDuplicate?: ((event: WebhookEvent, details: { readonly request: FetchRequest }) => unknown) | undefined
  /** Called for every refusal but 405. Default: one console.warn a second at most, which says how many were left out. */
  onRejected?: ((error: WebhookError, details: { readonly request: FetchRequest }) => unknown) | undefined
  /**
   * Called with an error of your functions, the store, the clock or background work. Default: console.error, for errors before a
   * delivery is verified once a second at most.
   */
  onError?:
    | ((error: unknown, details: { readonly request: FetchRequest; readonly event?: WebhookEvent | undefined }) => unknown)
    | undefined
}

/** Detection of replays, and the store that remembers handled deliveries. */
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
  /** How long a handled delivery is remembered. Default and minimum: both tolerances and 60 seconds, or `bodyTimeoutSeconds` and 50 where that is more. */
  keepSeconds?: number | undefined
  /** How long the store may take. Default 3. */
  timeoutSeconds?: number | undefined
}

/** Either the options of a verifier, or a verifier. Each names the other's members, so that errors speak of the one you mean. */
export type VerifierChoice =
  | ({ verifier: WebhookVerifier | VerifierFunction } & { [Option in keyof WebhookVerifierOptions]?: undefined })
  // Last, as the compiler's messages are about the last.
  | (WebhookVerifierOptions & { verifier?: undefined })

export type WebhookHandlerOptions<Schemas extends EventSchemas = {}, Platform extends readonly unknown[] = readonly any[]> = HandlerOptions<
  Schemas,
  Platform
> &
  VerifierChoice

export type WebhookHandler<Platform extends readonly unknown[] = readonly any[]> = (
  request: FetchRequest | RequestLike,
  ...platform: Platform
) => Promise<FetchResponse>

/**
 * A message on the channel `webhook-verifier` of `node:diagnostics_channel`, for all handlers of a process. None has a secret, a
 * signature or a part of the body, unless your own error has.
 */
export type DiagnosticsMessage =
  | ({ kind: 'handled'; durationMs: number } & EventIdentity)
  | ({ kind: 'duplicate' } & EventIdentity)
  | { kind: 'rejected'; code: WebhookErrorCode; status: number }
  | { kind: 'error'; error: unknown }

interface EventIdentity {
  type: EventType
  replayKey: string
  keyId?: string
}
