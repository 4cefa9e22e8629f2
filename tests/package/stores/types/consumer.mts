// A user's code, without types of a platform: lib es2022 and nothing else. Compiled as .mts and as .cts.
import { memoryReplayStore, type ReplayStore } from 'webhook-verifier/replay'
import { denoKvReplayStore } from 'webhook-verifier/replay/deno-kv'
import { durableObjectReplayStore, WebhookReplayObject } from 'webhook-verifier/replay/durable-object'
import { postgresReplayStore, replayTableSql } from 'webhook-verifier/replay/postgres'
import { d1ReplayStore } from 'webhook-verifier/replay/d1'
import { redisReplayStore } from 'webhook-verifier/replay/redis'
import { sqliteReplayStore } from 'webhook-verifier/replay/sqlite'
import { testReplayStore } from 'webhook-verifier/testing'

/** Compiles only where both types are the same. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
const same = <Verdict extends true>(): Verdict | void => undefined

declare const answer: Promise<unknown>

const stores: ReplayStore[] = [
  memoryReplayStore(),
  memoryReplayStore({}),
  memoryReplayStore({ maxEntries: 10 }),
  redisReplayStore({ eval: (script: string, keys: string[], args: string[]) => answer }),
  redisReplayStore({ eval: () => answer }, { prefix: 'a:' }),
  redisReplayStore({ send: (command: string, args: string[]) => answer }),
  postgresReplayStore({ query: async (text: string, values: unknown[]) => ({ rows: [text, values] }) }),
  postgresReplayStore({ query: async () => ({ rows: [] }) }, { table: 'hooks.replay' }),
  sqliteReplayStore({ exec() {}, prepare: (sql: string) => ({ all: () => [sql], run() {} }) })
]
const [store] = stores as [ReplayStore]

same<Same<ReturnType<ReplayStore['claim']>, Promise<'claimed' | 'in_progress' | 'done'>>>()
same<Same<ReturnType<ReplayStore['complete']>, Promise<void>>>()
same<Same<ReturnType<ReplayStore['release']>, Promise<void>>>()
same<Same<ReturnType<typeof replayTableSql>, string>>()
store.claim({ key: 'key', owner: 'a', leaseSeconds: 60, keepSeconds: 420 })
store.complete({ key: 'key', owner: 'a', keepSeconds: 420 })
store.release({ key: 'key', owner: 'a' })
replayTableSql('hooks.replay')

/** A user's own. */
const own: ReplayStore = {
  async claim({ key, owner, leaseSeconds, keepSeconds }) {
    return key.length + keepSeconds + owner.length + leaseSeconds > 0 ? 'claimed' : 'done'
  },
  async complete() {},
  async release() {}
}
void own
testReplayStore(() => own)
testReplayStore(async () => store)

export class Replays extends WebhookReplayObject {}

// Mistakes that must not compile. A line below that compiles is one.

// @ts-expect-error a text is no number
memoryReplayStore({ maxEntries: '10' })
// @ts-expect-error a misspelt option
memoryReplayStore({ max: 10 })
// @ts-expect-error no client
redisReplayStore({})
// @ts-expect-error a URL is no client
redisReplayStore('redis://localhost')
// @ts-expect-error no pool
postgresReplayStore({ execute: async () => ({ rows: [] }) })
// @ts-expect-error a misspelt option
postgresReplayStore({ query: async () => ({ rows: [] }) }, { tableName: 'a' })
// @ts-expect-error no namespace
durableObjectReplayStore({ get: () => ({}) })
// @ts-expect-error a path is not a database
sqliteReplayStore('replay.db')
// @ts-expect-error a driver with promises
sqliteReplayStore({ exec() {}, prepare: (sql: string) => ({ all: async () => [sql], run: async () => {} }) })
// @ts-expect-error no binding
d1ReplayStore({ prepare: () => ({}) })
// @ts-expect-error a store, not a function that makes one
testReplayStore(store)
// @ts-expect-error no database
denoKvReplayStore({ get: async () => ({}) })
// @ts-expect-error a lease is needed
store.claim({ key: 'key', owner: 'a', keepSeconds: 420 })
// @ts-expect-error an owner is needed
store.complete({ key: 'key', keepSeconds: 420 })
// @ts-expect-error no outcome of ours
const wrong: ReplayStore = { ...own, claim: async () => 'free' }
