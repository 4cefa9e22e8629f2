// A time limit for a body or a store.

/** Longer timers fire at once. */
const LONGEST = 2147483647

/** Promises that settle within as many turns need no timer: a memory store takes a few. */
const TURNS = 8

export class Deadline {
  #seconds
  #createError
  #timer
  #fail

  /** `createError` makes the error that is thrown when the time is over. */
  constructor(seconds, createError) {
    this.#seconds = seconds
    this.#createError = createError
  }

  /** Resolves as `work` does, unless the time is over first. */
  race(work) {
    return new Promise((resolve, reject) => {
      this.#fail = reject
      work.then(
        (value) => (this.stop(), resolve(value)),
        (error) => (this.stop(), reject(error))
      )
      this.#arm()
    })
  }

  stop() {
    this.#fail = undefined
    clearTimeout(this.#timer)
  }

  async #arm() {
    for (let turn = 0; turn < TURNS && this.#fail; turn++) await undefined
    if (this.#fail) this.#timer = setTimeout(() => this.#fail?.(this.#createError()), Math.min(this.#seconds * 1000, LONGEST))
  }
}
