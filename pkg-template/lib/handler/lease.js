// A delivery's lease in the replay store: claimed before the work, completed or released after it.
import { inTime } from './deadline.js'
import { describe } from '../verifier/secret.js'

const TAKEN = ['in_progress', 'done']

/** For `replay: false`. */
export const NO_STORE = { claim: () => 'claimed', complete() {}, release() {} }

export class Lease {
  #store
  #key
  #createKey
  #owner = nextOwner()
  #timeoutSeconds

  constructor({ replay, dedupe, storeTimeoutSeconds }, event, scope) {
    this.#store = replay
    this.#createKey = () => replayStoreKey(dedupe, event, scope)
    this.#timeoutSeconds = storeTimeoutSeconds
  }

  /** Rejects when the store fails, is too slow or gives an invalid answer. `context` keeps the process alive for a promise. */
  async claim(keepSeconds, leaseSeconds, context) {
    this.#key = await this.#createKey()
    const asked = this.#call('claim', { key: this.#key, owner: this.#owner, leaseSeconds, keepSeconds })
    try {
      const answer = await this.#inTime(asked)
      if (answer === 'claimed' || TAKEN.includes(answer)) return answer
      throw new TypeError(`the replay store answered a claim with ${describe(answer)}, not 'claimed', 'in_progress' or 'done'`)
    } catch (error) {
      context.extend(this.#undo(asked))
      throw error
    }
  }

  /** The store may still apply a failed or late claim, so release it. */
  async #undo(asked) {
    try {
      if (TAKEN.includes(await asked.catch(() => {}))) return
      await this.#call('release', { key: this.#key, owner: this.#owner })
    } catch {
      // The lease ends by itself.
    }
  }

  /** Retried once: the work is done, and would be done again after the lease. */
  async complete(keepSeconds) {
    const complete = () => this.#inTime(this.#call('complete', { key: this.#key, owner: this.#owner, keepSeconds }))
    await complete().catch(complete)
  }

  async release() {
    await this.#inTime(this.#call('release', { key: this.#key, owner: this.#owner }))
  }

  /** Returns a promise, whatever the store returns or throws. */
  #call(method, argument) {
    try {
      return Promise.resolve(this.#store[method](argument))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  #inTime(work) {
    return inTime(work, this.#timeoutSeconds, () => new Error(`the replay store took longer than ${this.#timeoutSeconds} s`))
  }
}

/** Long enough for the ids of jobs; short enough that a store of many keys stays small. */
const LONGEST_NAME = 512

/**
 * The key's fixed slots, `scope:kind:name`, empty or not. The scope is escaped, so no event can reach another scope, and the kind
 * tells an idempotency key, or the digest of a long one, from a replay key.
 */
async function replayStoreKey(dedupe, { idempotencyKey, replayKey }, scope = '') {
  const isEvent = dedupe === 'event' && idempotencyKey
  const slots = isEvent ? ['event', idempotencyKey] : ['delivery', replayKey]
  if (slots[1].length > LONGEST_NAME) slots.splice(0, 2, 'sha256', await sha256(idempotencyKey))
  return `${scope && encodeURIComponent(scope)}:${slots.join(':')}`
}

/** The digest of the text's JSON: UTF-8 would make all lone surrogates one. */
async function sha256(text) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(text)))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

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
