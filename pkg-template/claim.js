// A delivery's claim in the replay store: taken before the work, completed or released after it.
import { Deadline } from './lib/handler/deadline.js'
import { describe } from './secret.js'

const TAKEN = ['in_progress', 'done']

/** For `replay: false`. */
export const NO_STORE = { claim: () => 'claimed', complete() {}, release() {} }

export class Claim {
  #store
  #key
  #seconds
  #owner = ownerOf()

  constructor({ replay, dedupe, storeTimeoutSeconds }, event, scope) {
    const key = (dedupe === 'event' && event.idempotencyKey) || event.replayKey
    this.#store = replay
    // Escaped, so that no event's name reaches out of its scope. Keys without one could look like any other's.
    this.#key = scope === undefined ? key : `${encodeURIComponent(scope)}:${key}`
    this.#seconds = storeTimeoutSeconds
  }

  /** Rejects for a store that fails, is too slow or answers nonsense. `extend` keeps the process alive for a promise. */
  async take(keepSeconds, leaseSeconds, extend) {
    const asked = this.#ask('claim', keepSeconds, { owner: this.#owner, seconds: leaseSeconds })
    try {
      const answer = await this.#inTime(asked)
      if (answer === 'claimed' || TAKEN.includes(answer)) return answer
      throw new TypeError(`the replay store answered a claim with ${describe(answer)}, not 'claimed', 'in_progress' or 'done'`)
    } catch (error) {
      extend(this.#undo(asked))
      throw error
    }
  }

  /** A claim that failed may have been carried out, one that was too slow may yet be: nobody works on it. */
  async #undo(asked) {
    try {
      if (TAKEN.includes(await asked.catch(() => {}))) return
      await this.#ask('release', this.#owner)
    } catch {
      // The lease ends by itself.
    }
  }

  /** Once more where it fails: the work is done, and would be done again when the lease is over. */
  async complete() {
    const complete = () => this.#inTime(this.#ask('complete', this.#owner))
    await complete().catch(complete)
  }

  async release() {
    await this.#inTime(this.#ask('release', this.#owner))
  }

  /** A store that throws rejects. */
  async #ask(method, ...args) {
    return this.#store[method](this.#key, ...args)
  }

  #inTime(work) {
    return new Deadline(this.#seconds, () => new Error(`the replay store took longer than ${this.#seconds} s`)).race(work)
  }
}

let prefix
let count = 0

/**
 * Another for each claim, in all processes. The random part is made once, with the first claim: Workers refuse to make one when a
 * module is loaded. It need not be secret.
 */
function ownerOf() {
  prefix ??= globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random()}-${Math.random()}`
  return `${prefix}-${++count}`
}
