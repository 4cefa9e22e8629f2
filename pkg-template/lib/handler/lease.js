// A delivery's lease in the replay store: claimed before the work, completed or released after it.
import { inTime } from './deadline.js'
import { MAX_LENGTH, sha256 } from '../../replay/digest.ts'
import { typeName } from '../verifier/secret.ts'

const TAKEN = ['in_progress', 'done']

/** For `replay: false`. */
export const NO_STORE = { claim: () => 'claimed', complete() {}, release() {} }

export class Lease {
  #store
  #settings
  #event
  #scope
  #key
  #owner = nextOwner()

  constructor(settings, event, scope) {
    this.#store = settings.replay
    this.#settings = settings
    this.#event = event
    this.#scope = scope
  }

  /** Rejects when the store fails, is too slow or gives an invalid answer. `context` keeps the process alive for a promise. */
  async claim(keepSeconds, context) {
    const { leaseSeconds, dedupe } = this.#settings
    this.#key = storeKey(dedupe, this.#event, this.#scope) ?? (await digestKey(this.#event, this.#scope))
    let asked
    try {
      asked = this.#store.claim({ key: this.#key, owner: this.#owner, leaseSeconds, keepSeconds })
      const answer = isPromise(asked) ? await this.#inTime(asked) : asked
      if (answer === 'claimed' || TAKEN.includes(answer)) return answer
      throw new TypeError(`the replay store answered a claim with ${typeName(answer)}, not 'claimed', 'in_progress' or 'done'`)
    } catch (error) {
      context.extend(this.#undo(asked))
      throw error
    }
  }

  /** The store may still apply a failed or late claim, so release it. */
  async #undo(asked) {
    try {
      const answer = await Promise.resolve(asked).catch(() => {})
      if (TAKEN.includes(answer)) return
      await this.#store.release({ key: this.#key, owner: this.#owner })
    } catch {
      // The lease ends by itself.
    }
  }

  /** Retried once: the work is done, and would be done again after the lease. */
  async complete(keepSeconds) {
    try {
      await this.#complete(keepSeconds)
    } catch {
      await this.#complete(keepSeconds)
    }
  }

  #complete(keepSeconds) {
    return this.#settle(this.#store.complete({ key: this.#key, owner: this.#owner, keepSeconds }))
  }

  async release() {
    await this.#settle(this.#store.release({ key: this.#key, owner: this.#owner }))
  }

  /** A store in this process need not return promises. */
  #settle(asked) {
    return isPromise(asked) ? this.#inTime(asked) : undefined
  }

  #inTime(asked) {
    const { storeTimeoutSeconds } = this.#settings
    return inTime(
      Promise.resolve(asked),
      storeTimeoutSeconds,
      () => new Error(`the replay store took longer than ${storeTimeoutSeconds} s`)
    )
  }
}

const isPromise = (asked) => typeof asked?.then === 'function'

/**
 * The key's fixed slots, `scope:kind:name`, empty or not. The scope is escaped, so no event can reach another scope, and the kind
 * tells an idempotency key, or the digest of a long one, from a replay key. Undefined for a long name.
 */
function storeKey(dedupe, { idempotencyKey, replayKey }, scope) {
  if (dedupe !== 'event' || !idempotencyKey) return `${toSlot(scope)}:delivery:${replayKey}`
  return idempotencyKey.length > MAX_LENGTH ? undefined : `${toSlot(scope)}:event:${idempotencyKey}`
}

/** The digest of the name's JSON: UTF-8 would make all lone surrogates one. */
const digestKey = async ({ idempotencyKey }, scope) => `${toSlot(scope)}:sha256:${await sha256(JSON.stringify(idempotencyKey))}`

const toSlot = (scope) => (scope ? encodeURIComponent(scope) : '')

let prefix
let count = 0

/**
 * Returns an owner that differs from all others in all processes. The random part is made with the first claim, because Workers
 * refuse to make one while a module loads. It need not be secret, and Node 18 has no global crypto.
 */
function nextOwner() {
  prefix ??= globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random()}-${Math.random()}`
  return `${prefix}-${++count}`
}
