// The surroundings of a delivery: hooks and diagnostics, none of which changes an answer, and the platform's waitUntil.
import type { WebhookError } from '../verifier/error.ts'
import type { AbortSignalLike, FetchRequest, WebhookEvent } from '../verifier/types.ts'
import { isPromise } from './deadline.ts'
import type { HandlerDelivery } from './delivery.ts'
import { partsOf, rejection } from './diagnostics.ts'
import type { Settings } from './options.ts'
import type { DiagnosticsMessage } from './types.ts'

type Hook = (subject: any, details: object) => unknown
type WaitUntil = (promise: Promise<unknown>) => unknown

export class RequestContext {
  readonly delivery: HandlerDelivery
  readonly platform: readonly unknown[]
  /** Set once it is verified. */
  event: WebhookEvent | undefined
  readonly #settings: Settings
  readonly #start: number
  #isBroken = false
  #pending: Promise<unknown>[] | undefined

  constructor(settings: Settings, delivery: HandlerDelivery, platform: readonly unknown[]) {
    this.delivery = delivery
    this.platform = platform
    this.#settings = settings
    this.#start = settings.onHandled || settings.channel?.hasSubscribers ? performance.now() : NaN
  }

  /** Whether the platform stays alive for a promise, which must not reject. */
  extend(promise: Promise<unknown>): boolean {
    if (this.#isBroken) return false
    try {
      const waitUntil = this.#settings.waitUntil ?? findWaitUntil(this.platform)
      const taken = waitUntil?.(promise) as Promise<unknown> | undefined
      taken?.catch?.((error: unknown) => this.#break(error))
      return Boolean(waitUntil)
    } catch (error) {
      return this.#break(error)
    }
  }

  /** A waitUntil that fails is not called again: reporting its error would call it. */
  #break(error: unknown): false {
    this.#isBroken = true
    this.report(error)
    return false
  }

  keep(promise: unknown): void {
    const kept = Promise.resolve(promise).catch((error: unknown) => this.report(error))
    if (!this.extend(kept)) (this.#pending ??= []).push(kept)
  }

  /** Without a platform that takes the promises given to waitUntil, the answer waits for them. */
  async settled(): Promise<void> {
    while (this.#pending?.length) await this.#pending.pop()
  }

  get hasPending(): boolean {
    return this.#pending !== undefined
  }

  tellHandled(): void {
    const { channel, onHandled } = this.#settings
    if (!onHandled && !channel?.hasSubscribers) return
    const event = this.event as WebhookEvent
    const durationMs = performance.now() - this.#start
    this.#publish(() => ({ kind: 'handled', ...partsOf(event), durationMs }))
    if (onHandled) this.#tell(onHandled, event, { durationMs })
  }

  tellDuplicate(): void {
    const { onDuplicate } = this.#settings
    this.#publish(() => ({ kind: 'duplicate', ...partsOf(this.event as WebhookEvent) }))
    if (onDuplicate) this.#tell(onDuplicate, this.event)
  }

  /** The sender's fault. */
  reject(refusal: WebhookError): void {
    this.#publish(() => rejection(refusal))
    this.#tell(this.#settings.onRejected, refusal)
  }

  /** A failure on our side. */
  report(error: unknown): void {
    this.#publish(() => ({ kind: 'error', error }))
    this.#tell(this.#settings.onError, error, this.event && { event: this.event }, (failure) => console.error(failure))
  }

  /** The message is made for subscribers alone. An error that a subscriber throws becomes the process's uncaught exception. */
  #publish(createMessage: () => DiagnosticsMessage): void {
    const { channel } = this.#settings
    if (channel?.hasSubscribers) channel.publish(createMessage())
  }

  /** A hook is not awaited: where it returns a promise, the platform stays alive for it. */
  #tell(hook: Hook, subject: unknown, members?: object, onFailure: (error: unknown) => void = (error) => this.report(error)): void {
    try {
      const told = hook(subject, Object.assign(new HookDetails(this.delivery), members))
      if (isPromise(told)) this.extend(Promise.resolve(told).catch(onFailure))
    } catch (error) {
      onFailure(error)
    }
  }
}

/**
 * The second argument of hooks. Its accessors are the same functions for every delivery: V8 keeps what the accessors of an object
 * literal close over until a full garbage collection, which was the most expensive part of a delivery.
 */
class HookDetails {
  readonly #delivery: HandlerDelivery
  declare readonly request: FetchRequest

  constructor(delivery: HandlerDelivery) {
    this.#delivery = delivery
    Object.defineProperty(this, 'request', HookDetails.#request)
  }

  /** A Fetch Request, made on demand where the platform has another. */
  static readonly #request: object & ThisType<HookDetails> = {
    __proto__: null,
    enumerable: true,
    get() {
      return this.#delivery.request
    }
  }
}

/** The second argument of the functions that handle events. */
export class WorkDetails extends HookDetails {
  readonly #delivery: HandlerDelivery
  declare readonly signal: AbortSignalLike
  readonly platform: readonly unknown[]
  readonly waitUntil: (promise: unknown) => void

  constructor(context: RequestContext) {
    super(context.delivery)
    this.#delivery = context.delivery
    Object.defineProperty(this, 'signal', WorkDetails.#signal)
    this.platform = context.platform
    this.waitUntil = (promise) => context.keep(promise)
  }

  static readonly #signal: object & ThisType<WorkDetails> = {
    __proto__: null,
    enumerable: true,
    get() {
      return this.#delivery.signal ?? new AbortController().signal
    }
  }
}

interface Extender {
  waitUntil?: WaitUntil
}

/** Workers pass it in their third argument, Netlify and Vercel in the second. Called on its owner, or it refuses. */
function findWaitUntil(platform: readonly unknown[]): WaitUntil | undefined {
  for (const each of platform as readonly (Extender | null | undefined)[]) {
    if (typeof each?.waitUntil === 'function') return (promise) => each.waitUntil?.(promise)
  }
  return undefined
}
