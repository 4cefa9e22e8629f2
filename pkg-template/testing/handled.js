// How often the endpoint did its work, against how often it should have: what no status tells.

const PATIENCE = 3000
const PAUSE = 20

export class Handled {
  #count
  #expected = 0

  constructor(count) {
    this.#count = count
  }

  async begin() {
    this.#expected = await this.#ask()
  }

  /** Whether one more was handled; the work may be done behind the answer. */
  async one() {
    const end = performance.now() + PATIENCE
    while ((await this.#ask()) <= this.#expected) {
      if (performance.now() > end) return false
      await pause()
    }
    this.#expected++
    return true
  }

  /** How many were handled that should not have been, each told once. */
  async extra() {
    const count = await this.#ask()
    const extra = Math.max(0, count - this.#expected)
    this.#expected += extra
    return extra
  }

  async #ask() {
    const count = await (0, this.#count)()
    if (Number.isSafeInteger(count) && count >= 0) return count
    throw new TypeError(`handledCount must return a whole number, not ${String(count)}`)
  }
}

/** Where nobody counts. */
export const UNCOUNTED = { begin: async () => {}, one: async () => true, extra: async () => 0 }

export const pause = (millis = PAUSE) => new Promise((resolve) => setTimeout(resolve, millis))
