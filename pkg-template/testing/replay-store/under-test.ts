// The store under test: its calls in short forms, with keys that no other run has.
import type { ReplayStore } from '../../replay/store.ts'

export type Promised = (store: StoreUnderTest) => Promise<void>
type Outcome = Awaited<ReturnType<ReplayStore['claim']>>

const MINUTE = 60

export const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))
export const shown = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Differs from run to run; the store may be a database that is never emptied. */
const run = (): string => `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`
let count = 0

export class StoreUnderTest {
  #store: ReplayStore
  #prefix: string = `${run()}-`

  constructor(store: ReplayStore) {
    this.#store = store
  }

  freshKey(): string {
    return `${this.#prefix}${++count}`
  }

  claim(key: string, owner: string, { lease = MINUTE, keep = MINUTE }: { lease?: number; keep?: number } = {}): Promise<Outcome> {
    return this.#call(() => this.#store.claim({ key, owner, leaseSeconds: lease, keepSeconds: keep }), 'claim')
  }

  complete(key: string, owner: string, keep: number = MINUTE): Promise<void> {
    return this.#call(() => this.#store.complete({ key, owner, keepSeconds: keep }), 'complete')
  }

  release(key: string, owner: string): Promise<void> {
    return this.#call(() => this.#store.release({ key, owner }), 'release')
  }

  async check(): Promise<void> {
    if (this.#store.check) await this.#call(() => this.#store.check?.(), 'check')
  }

  /** Claims and compares the outcome; `when` completes the sentence of the error. */
  async expect(outcome: Outcome, key: string, owner: string, when: string): Promise<void> {
    const answer = await this.claim(key, owner)
    if (answer !== outcome) throw new Error(`claim resolved to ${String(answer)} instead of ${outcome} ${when}`)
  }

  /** A key whose lease ended and was never completed. */
  async abandoned(owner: string, keep?: number): Promise<string> {
    const key = this.freshKey()
    const answer = await this.claim(key, owner, { lease: 0.02, ...(keep && { keep }) })
    if (answer !== 'claimed') throw new Error(`claim of a new key resolved to ${String(answer)}`)
    await pause(150)
    return key
  }

  /** The operation may throw or reject, or return no promise; names it in the error. */
  async #call<Result>(operation: () => Promise<Result> | undefined, name: string): Promise<Result> {
    try {
      return (await operation()) as Result
    } catch (error) {
      throw new Error(`${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }
}
