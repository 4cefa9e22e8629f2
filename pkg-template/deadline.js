// An end to waiting, for a body or a store.

/** Beyond this, timers fire at once. */
const LONGEST = 2147483647

export class Deadline {
  #timer
  #fail

  /** `error` makes what is thrown when the time is over. */
  constructor(seconds, error) {
    this.#timer = setTimeout(() => this.#fail(error()), Math.min(seconds * 1000, LONGEST))
  }

  /** The result of `work`, unless the time is over first. For one after the other: nothing is kept of those before. */
  race(work) {
    return new Promise((resolve, reject) => {
      this.#fail = reject
      work.then(resolve, reject)
    })
  }

  stop() {
    clearTimeout(this.#timer)
  }
}
