// How often the endpoint did its work, against how often it should have: what no status tells.

import type { AttackOptions } from './types.ts'

const PATIENCE = 3000
const PAUSE = 20

/** The expected and the actual number of handled deliveries. */
export interface HandledCounter {
  readonly isLate: boolean
  begin(): Promise<void>
  one(): Promise<boolean>
  extra(): Promise<number>
  settled(): Promise<number>
}

type Count = NonNullable<AttackOptions['countHandled']>

export class Handled implements HandledCounter {
  #count: Count
  #expected = 0
  /** The longest time between an answer and its work, in milliseconds. */
  #lag = 0

  constructor(count: Count) {
    this.#count = count
  }

  async begin(): Promise<void> {
    this.#expected = await this.#ask()
  }

  /** Whether one more was handled, if need be after a while. */
  async one(): Promise<boolean> {
    const start = performance.now()
    const waited = () => performance.now() - start
    while ((await this.#ask()) <= this.#expected) {
      if (waited() > PATIENCE) return false
      await pause(PAUSE)
      this.#lag = Math.max(this.#lag, waited())
    }
    this.#expected++
    return true
  }

  /** How many were handled that should not have been, each told once. */
  async extra(): Promise<number> {
    const extra = Math.max(0, (await this.#ask()) - this.#expected)
    this.#expected += extra
    return extra
  }

  /** The same when work that is under way has been done. */
  async settled(): Promise<number> {
    await pause(PAUSE + 2 * this.#lag)
    return this.extra()
  }

  /** Work may be so late that it cannot be matched with a delivery. */
  get isLate(): boolean {
    return this.#lag > 0
  }

  async #ask(): Promise<number> {
    const countHandled = this.#count
    const count = await countHandled()
    if (Number.isSafeInteger(count) && count >= 0) return count
    throw new TypeError(`countHandled must return a whole number, not ${String(count)}`)
  }
}

/** Used without countHandled. */
export const UNCOUNTED: HandledCounter = {
  isLate: false,
  begin: async () => {},
  one: async () => true,
  extra: async () => 0,
  settled: async () => 0
}

export const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))
