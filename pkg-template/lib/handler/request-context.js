// The surroundings of a delivery: the user's hooks, none of which changes an answer, and the platform's waitUntil.

export class RequestContext {
  /** Set once it is verified. */
  event
  #settings
  #delivery
  #platform
  #start
  #isBroken = false
  #pending = []

  constructor(settings, delivery, platform) {
    this.#settings = settings
    this.#delivery = delivery
    this.#platform = platform
    this.#start = settings.onHandled && performance.now()
  }

  /** A Fetch Request, made on demand where the platform has another. */
  get request() {
    return this.#delivery.request
  }

  /** Whether the platform stays alive for a promise, which must not reject. */
  extend(promise) {
    if (this.#isBroken) return false
    try {
      const waitUntil = this.#settings.waitUntil ?? findWaitUntil(this.#platform)
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

  /** The second argument of the user's functions. */
  get forUser() {
    const delivery = this.#delivery
    return {
      get request() {
        return delivery.request
      },
      get signal() {
        return delivery.signal ?? new AbortController().signal
      },
      platform: this.#platform,
      waitUntil: (promise) => this.#keep(promise),
    }
  }

  #keep(promise) {
    const kept = Promise.resolve(promise).catch((error) => this.report(error))
    if (!this.extend(kept)) this.#pending.push(kept)
  }

  /** Without a platform that takes the promises given to waitUntil, the answer waits for them. */
  async settled() {
    while (this.#pending.length) await this.#pending.pop()
  }

  tellHandled() {
    const { onHandled } = this.#settings
    if (onHandled) this.#tell(onHandled, this.event, this.#details({ durationMs: performance.now() - this.#start }))
  }

  tellDuplicate() {
    const { onDuplicate } = this.#settings
    if (onDuplicate) this.#tell(onDuplicate, this.event, this.#details())
  }

  /** The sender's fault. */
  reject(refusal) {
    this.#tell(this.#settings.onRejected, refusal, this.#details())
  }

  /** A failure on our side. */
  report(error) {
    this.#tell(this.#settings.onError, error, this.#details(this.event && { event: this.event }), (failure) => console.error(failure))
  }

  #details(more) {
    const delivery = this.#delivery
    return {
      get request() {
        return delivery.request
      },
      ...more,
    }
  }

  /** A hook is not awaited: where it returns a promise, the platform stays alive for it. */
  #tell(hook, subject, details, onFailure = (error) => this.report(error)) {
    try {
      const told = hook(subject, details)
      if (typeof told?.then === 'function') this.extend(Promise.resolve(told).catch(onFailure))
    } catch (error) {
      onFailure(error)
    }
  }
}

/** Workers pass it in their third argument, Netlify and Vercel in the second. Called on its owner, or it refuses. */
function findWaitUntil(platform) {
  for (const each of platform) if (typeof each?.waitUntil === 'function') return (promise) => each.waitUntil(promise)
}
