// The surroundings of a delivery: the user's hooks, none of which changes an answer, and the platform's waitUntil.

export class RequestContext {
  /** Set once it is verified. */
  event
  #settings
  #start
  #isBroken = false
  #pending

  constructor(settings, delivery, platform) {
    this.delivery = delivery
    this.platform = platform
    this.#settings = settings
    this.#start = settings.onHandled && performance.now()
  }

  /** Whether the platform stays alive for a promise, which must not reject. */
  extend(promise) {
    if (this.#isBroken) return false
    try {
      const waitUntil = this.#settings.waitUntil ?? findWaitUntil(this.platform)
      const taken = waitUntil?.(promise)
      taken?.catch?.((error) => this.#break(error))
      return Boolean(waitUntil)
    } catch (error) {
      return this.#break(error)
    }
  }

  /** A waitUntil that fails is not called again: reporting its error would call it. */
  #break(error) {
    this.#isBroken = true
    this.report(error)
    return false
  }

  keep(promise) {
    const kept = Promise.resolve(promise).catch((error) => this.report(error))
    if (!this.extend(kept)) (this.#pending ??= []).push(kept)
  }

  /** Without a platform that takes the promises given to waitUntil, the answer waits for them. */
  async settled() {
    while (this.#pending?.length) await this.#pending.pop()
  }

  tellHandled() {
    const { onHandled } = this.#settings
    if (onHandled) this.#tell(onHandled, this.event, { durationMs: performance.now() - this.#start })
  }

  tellDuplicate() {
    const { onDuplicate } = this.#settings
    if (onDuplicate) this.#tell(onDuplicate, this.event)
  }

  /** The sender's fault. */
  reject(refusal) {
    this.#tell(this.#settings.onRejected, refusal)
  }

  /** A failure on our side. */
  report(error) {
    this.#tell(this.#settings.onError, error, this.event && { event: this.event }, (failure) => console.error(failure))
  }

  /** A hook is not awaited: where it returns a promise, the platform stays alive for it. */
  #tell(hook, subject, members, onFailure = (error) => this.report(error)) {
    try {
      const told = hook(subject, Object.assign(new HookDetails(this.delivery), members))
      if (typeof told?.then === 'function') this.extend(Promise.resolve(told).catch(onFailure))
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
  #delivery

  constructor(delivery) {
    this.#delivery = delivery
    Object.defineProperty(this, 'request', HookDetails.#request)
  }

  /** A Fetch Request, made on demand where the platform has another. */
  static #request = {
    __proto__: null,
    enumerable: true,
    get() {
      return this.#delivery.request
    }
  }
}

/** The second argument of the functions that handle events. */
export class WorkDetails extends HookDetails {
  #delivery

  constructor(context) {
    super(context.delivery)
    this.#delivery = context.delivery
    Object.defineProperty(this, 'signal', WorkDetails.#signal)
    this.platform = context.platform
    this.waitUntil = (promise) => context.keep(promise)
  }

  static #signal = {
    __proto__: null,
    enumerable: true,
    get() {
      return this.#delivery.signal ?? new AbortController().signal
    }
  }
}

/** Workers pass it in their third argument, Netlify and Vercel in the second. Called on its owner, or it refuses. */
function findWaitUntil(platform) {
  for (const each of platform) if (typeof each?.waitUntil === 'function') return (promise) => each.waitUntil(promise)
}
