// A replay store in Cloudflare D1. All statements of a call are one batch: one round trip, and one transaction.
import { claimArguments, completeArguments, isOutcome, type Outcome, releaseArguments, requireMethods } from './arguments.ts'
import { CHECK, CLAIM, COMPLETE, PURGE, RELEASE, STATE, TABLE } from './sqlite-statements.ts'
import { withStorageKeys } from './storage-key.ts'
import type { ReplayStore } from './store.ts'

export type { ReplayStore }

/** The binding of a D1 database, as `env` has it. */
export interface ReplayD1 {
  prepare(sql: string): ReplayD1Statement
  batch(statements: any[]): Promise<Array<{ results: unknown[] }>>
}

/** The result of `prepare`. */
export interface ReplayD1Statement {
  bind(...values: unknown[]): unknown
}

type Statement = [sql: string, ...values: Array<string | number>]

/**
 * A store in D1, in the table `webhook_replay`, which it makes with the first call of an isolate. One round trip for each call; leases
 * and keys expire by the database's clock. Each claim deletes up to two rows that have expired.
 *
 * @param binding `env.DB`
 * @throws {TypeError} for anything that is no such binding
 */
export function d1ReplayStore(binding: ReplayD1): ReplayStore {
  return new D1ReplayStore(requireMethods(binding, ['prepare', 'batch'], 'd1ReplayStore takes the binding of a D1 database, env.DB'))
}

class D1ReplayStore implements ReplayStore {
  #binding: ReplayD1
  #hasTable = false

  constructor(binding: ReplayD1) {
    this.#binding = binding
  }

  async claim(given: unknown): Promise<Outcome> {
    const { key, owner, lease, keep } = await withStorageKeys(claimArguments(given))
    const [claimed, state] = await this.#batch([CLAIM, key, owner, lease, lease + keep], [STATE, key], [PURGE])
    // A row that has gone between the two statements cannot be: they are one transaction.
    const outcome = (claimed?.[0] ?? state?.[0]) as { outcome?: unknown } | undefined
    if (isOutcome(outcome?.outcome)) return outcome.outcome
    throw new Error(`D1 was asked for a claim and answered ${String(outcome?.outcome)}`)
  }

  async complete(given: unknown): Promise<void> {
    const { key, owner, keep } = await withStorageKeys(completeArguments(given))
    await this.#batch([COMPLETE, keep, key, owner])
  }

  async release(given: unknown): Promise<void> {
    const { key, owner } = await withStorageKeys(releaseArguments(given))
    await this.#batch([RELEASE, key, owner])
  }

  async check(): Promise<void> {
    await this.#batch([CHECK])
  }

  /** Returns the rows of each statement. */
  async #batch(...statements: Statement[]): Promise<unknown[][]> {
    const all: Statement[] = this.#hasTable ? statements : [...TABLE.map((sql): Statement => [sql]), ...statements]
    const results = await this.#binding.batch(all.map(([sql, ...values]) => this.#binding.prepare(sql).bind(...values)))
    this.#hasTable = true
    return results.slice(-statements.length).map((result) => result.results)
  }
}
