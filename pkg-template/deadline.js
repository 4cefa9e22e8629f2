// An end to waiting, for a body or a store.

/** Beyond this, timers fire at once. */
const LONGEST = 2147483647

export class Deadline {
  #timer
  #error
  #fail

  /** `error` makes what is thrown when the time is over. */
  constructor(seconds, error) {
    const end = () => {
      this.#error = error()
      this.#fail?.(this.#error)
    }
    this.#timer = setTimeout(end, Math.min(seconds * 1000, LONGEST))
  }

  /** The result of `work`, unless the time is over first. For one after the other: nothing is kept of those before. */
  race(work) {
    return new Promise((resolve, reject) => {
      this.#fail = reject
      if (this.#error) reject(this.#error)
      work.then(resolve, reject)
    })
  }

  stop() {
    clearTimeout(this.#timer)
  }
}
