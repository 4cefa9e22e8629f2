// The contract of a replay store, run on the store of the caller: `testReplayStore`.
import type { ReplayStore } from '../replay/store.ts'
import { claims } from './replay-store/claims.ts'
import { keys } from './replay-store/keys.ts'
import { leases } from './replay-store/leases.ts'
import { owners } from './replay-store/owners.ts'
import { type Promised, StoreUnderTest } from './replay-store/under-test.ts'

const METHODS = ['claim', 'complete', 'release'] as const
const PROMISES: Record<string, Promised> = { ...claims, ...leases, ...owners, ...keys }

/**
 * Runs the contract of {@link ReplayStore} on a store; our own are held to the same. It takes some seconds, and leaves a few hundred
 * keys that expire within a minute or two. Every run has keys of its own, so the database need not be empty.
 *
 * @param makeStore called once
 * @throws {AggregateError} that names each broken promise and how it shows; {TypeError} for no store at all
 */
export async function testReplayStore(makeStore: () => ReplayStore | Promise<ReplayStore>): Promise<void> {
  const store = await makeStore()
  const missing = METHODS.filter((name) => typeof store?.[name] !== 'function')
  if (missing.length) throw new TypeError(`makeStore must return a replay store; it has no function ${missing.join(', ')}`)
  const names = Object.keys(PROMISES)
  // At once, for most of them wait.
  const results = await Promise.allSettled(Object.values(PROMISES).map(async (check) => check(new StoreUnderTest(store))))
  const broken = results.flatMap((result, index) => (result.status === 'rejected' ? [{ name: names[index], error: result.reason }] : []))
  if (!broken.length) return
  const lines = broken.map(({ name, error }) => `\n- ${name}: ${messageOf(error)}`)
  const count = `${broken.length} of ${names.length} promises`
  throw new AggregateError(
    broken.map(({ error }) => error),
    `the replay store breaks ${count}:${lines.join('')}`
  )
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
