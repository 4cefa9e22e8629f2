// A delivery's lease in the replay store: claimed before the work, completed or released after it.
import type { Outcome } from '../../replay/arguments.ts'
import { MAX_LENGTH, sha256 } from '../../replay/digest.ts'
import type { ReplayStore } from '../../replay/store.ts'
import { typeName } from '../verifier/secret.ts'
import type { WebhookEvent } from '../verifier/types.ts'
import { inTime, isPromise } from './deadline.ts'
import type { Settings } from './options.ts'
import type { RequestContext } from './request-context.ts'

/** A {@link ReplayStore}, or a store in this process that returns values. */
export interface LeaseStore {
  claim(claim: Parameters<ReplayStore['claim']>[0]): PromiseLike<Outcome> | Outcome
  complete(completion: Parameters<ReplayStore['complete']>[0]): PromiseLike<void> | void
  release(release: Parameters<ReplayStore['release']>[0]): PromiseLike<void> | void
}

const TAKEN: readonly unknown[] = ['in_progress', 'done']

/** For `replay: false`. */
export const NO_STORE: LeaseStore = { claim: () => 'claimed', complete() {}, release() {} }

export class Lease {
  readonly #settings: Settings
  readonly #event: WebhookEvent
  readonly #scope: string | undefined
  readonly #owner = nextOwner()
  #key = ''

  constructor(settings: Settings, event: WebhookEvent, scope: string | undefined) {
    this.#settings = settings
    this.#event = event
    this.#scope = scope
  }

  /** Rejects when the store fails, is too slow or gives an invalid answer. `context` keeps the process alive for a promise. */
  async claim(keepSeconds: number, context: RequestContext): Promise<Outcome> {
    const { dedupe, leaseSeconds, store } = this.#settings
    this.#key = storeKey(dedupe, this.#event, this.#scope) ?? (await digestKey(this.#event, this.#scope))
    let asked: unknown
    try {
      asked = store.claim({ key: this.#key, owner: this.#owner, leaseSeconds, keepSeconds })
      const answer = isPromise(asked) ? await this.#inTime(asked) : asked
      if (answer === 'claimed' || TAKEN.includes(answer)) return answer as Outcome
      throw new TypeError(`the replay store answered a claim with ${typeName(answer)}, not 'claimed', 'in_progress' or 'done'`)
    } catch (error) {
      context.extend(this.#undo(asked))
      throw error
    }
  }

  /** The store may still apply a failed or late claim, so release it. */
  async #undo(asked: unknown): Promise<void> {
    try {
      const answer = await Promise.resolve(asked).catch(() => {})
      if (!TAKEN.includes(answer)) await this.#settings.store.release({ key: this.#key, owner: this.#owner })
    } catch {
      // The lease ends by itself.
    }
  }

  /** Retried once: the work is done, and would be done again after the lease. */
  async complete(keepSeconds: number): Promise<void> {
    try {
      await this.#complete(keepSeconds)
    } catch {
      await this.#complete(keepSeconds)
    }
  }

  #complete(keepSeconds: number): Promise<unknown> | undefined {
    return this.#settle(this.#settings.store.complete({ key: this.#key, owner: this.#owner, keepSeconds }))
  }

  async release(): Promise<void> {
    await this.#settle(this.#settings.store.release({ key: this.#key, owner: this.#owner }))
  }

  #settle(asked: unknown): Promise<unknown> | undefined {
    return isPromise(asked) ? this.#inTime(asked) : undefined
  }

  #inTime(asked: PromiseLike<unknown>): Promise<unknown> {
    const { storeTimeoutSeconds } = this.#settings
    const createError = () => new Error(`the replay store took longer than ${storeTimeoutSeconds} s`)
    return inTime(Promise.resolve(asked), storeTimeoutSeconds, createError)
  }
}

/**
 * The key's fixed slots, `scope:kind:name`, empty or not. The scope is escaped, so no event can reach another scope, and the kind
 * tells an idempotency key, or the digest of a long one, from a replay key. Undefined for a long name.
 */
function storeKey(dedupe: Settings['dedupe'], { idempotencyKey, replayKey }: WebhookEvent, scope: string | undefined): string | undefined {
  if (dedupe !== 'event' || !idempotencyKey) return `${toSlot(scope)}:delivery:${replayKey}`
  return idempotencyKey.length > MAX_LENGTH ? undefined : `${toSlot(scope)}:event:${idempotencyKey}`
}

/** The digest of the name's JSON: UTF-8 would make all lone surrogates one. */
const digestKey = async ({ idempotencyKey }: WebhookEvent, scope: string | undefined) =>
  `${toSlot(scope)}:sha256:${await sha256(JSON.stringify(idempotencyKey))}`

const toSlot = (scope: string | undefined) => (scope ? encodeURIComponent(scope) : '')

let prefix: string | undefined
let count = 0

/**
 * Returns an owner that differs from all others in all processes. The random part is made with the first claim, because Workers
 * refuse to make one while a module loads. It need not be secret, and a page without TLS has no `randomUUID`.
 */
function nextOwner(): string {
  prefix ??= globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random()}-${Math.random()}`
  return `${prefix}-${++count}`
}
