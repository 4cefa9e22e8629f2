// What is around a delivery: the user's hooks, none of which changes an answer, and the platform's waitUntil.

export class Platform {
  /** Once it is verified. */
  event
  #settings
  #request
  #given
  #isBroken = false
  #left = []

  constructor(settings, request, given) {
    this.#settings = settings
    this.#request = request
    this.#given = given
  }

  /** Whether the platform stays alive for a promise, which must not reject. */
  extend(promise) {
    if (this.#isBroken) return false
    try {
      const waitUntil = this.#settings.waitUntil ?? hostOf(this.#given)
      const taken = waitUntil?.(promise)
      taken?.catch?.((error) => this.#break(error))
      return Boolean(waitUntil)
    } catch (error) {
      return this.#break(error)
    }
  }

  /** A waitUntil that fails is not asked again: telling of it would ask it. */
  #break(error) {
    this.#isBroken = true
    this.report(error)
    return false
  }

  /** What the user's functions are given beside the event. */
  get context() {
    return { request: this.#request, platform: this.#given, waitUntil: (promise) => this.#keep(promise) }
  }

  #keep(promise) {
    const kept = Promise.resolve(promise).catch((error) => this.report(error))
    if (!this.extend(kept)) this.#left.push(kept)
  }

  /** Where no platform takes what the user's functions left to waitUntil, the answer comes after it. */
  async settled() {
    while (this.#left.length) await this.#left.pop()
  }

  /** The sender's fault. */
  reject(refusal) {
    this.#tell(this.#settings.onRejected, refusal, this.#request, (error) => this.report(error))
  }

  /** Ours. */
  report(error) {
    const details = { request: this.#request, ...(this.event && { event: this.event }) }
    this.#tell(this.#settings.onError, error, details, (failure) => console.error(failure))
  }

  #tell(hook, error, about, otherwise) {
    const told = async () => hook(error, about)
    this.extend(told().catch(otherwise))
  }
}

/** Workers pass it in their third argument, Netlify and Vercel in the second. Called on its owner, or it refuses. */
function hostOf(given) {
  const host = given.find((each) => typeof each?.waitUntil === 'function')
  return host && ((promise) => host.waitUntil(promise))
}
