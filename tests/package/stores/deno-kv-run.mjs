// Runs in Deno: the contract on a database in a file and on one in memory.
import * as stores from 'webhook-verifier/replay/deno-kv'
import { testReplayStore } from 'webhook-verifier/testing'
import { isError, ok, rejected, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { claim } from './claim.mjs'
import { contractOf } from './contract.mjs'

/** @import { TestedStore } from '../../suite/cases.d.ts' */

/** Some are called with what is no database. */
const denoKvReplayStore = /** @type {(kv: Foreign) => TestedStore} */ (stores.denoKvReplayStore)
const tally = new Tally()
const contract = contractOf(testReplayStore)

for (const path of [Deno.args[0], ':memory:']) {
  const kv = await Deno.openKv(path)
  await contract([denoKvReplayStore(kv), denoKvReplayStore(kv)], tally, path === ':memory:' ? 'in memory' : 'in a file')
  kv.close()
}

/**
 * The same database, told what is written to it.
 * @param {Foreign} kv
 * @param {object[]} writes
 * @returns {Foreign}
 */
function watching(kv, writes) {
  /**
   * @param {Foreign} operation
   * @returns {Foreign}
   */
  const watched = (operation) => ({
    check: (/** @type {unknown} */ entry) => watched(operation.check(entry)),
    set: (/** @type {string} */ key, /** @type {unknown} */ value, /** @type {object} */ options) => (
      writes.push(options), watched(operation.set(key, value, options))
    ),
    delete: (/** @type {string} */ key) => watched(operation.delete(key)),
    commit: () => operation.commit()
  })
  return { get: (/** @type {string} */ key) => kv.get(key), atomic: () => watched(kv.atomic()) }
}

await tally.group('what is written expires', ['claim and completion'], async () => {
  const kv = await Deno.openKv(':memory:')
  /** @type {object[]} */
  const writes = []
  const store = denoKvReplayStore(watching(kv, writes))
  await claim(store, 'k', { keep: 400, lease: 60 })
  await store.complete({ key: 'k', owner: 'a', keepSeconds: 400 })
  same(writes, [{ expireIn: 460_000 }, { expireIn: 400_000 }], 'options')
  kv.close()
})
await tally.group('check() of a database that takes no writes', ['an error'], async () => {
  const operation = { delete: () => operation, commit: async () => ({ ok: false }) }
  isError(await rejected(denoKvReplayStore({ get() {}, atomic: () => operation }).check()), Error)
})
await tally.group('what is no database', [undefined, null, {}, 'kv', { get() {} }], (kv) =>
  isError(
    thrown(() => denoKvReplayStore(kv)),
    TypeError
  )
)
await tally.group('a database that never agrees', ['an error'], async () => {
  let tries = 0
  const operation = { check: () => operation, set: () => operation, commit: async () => (tries++, { ok: false }) }
  const kv = { get: async (/** @type {string} */ key) => ({ key, value: null, versionstamp: null }), atomic: () => operation }
  isError(await rejected(claim(denoKvReplayStore(kv), 'k')), Error)
  ok(tries < 100, `${tries} tries`)
})
console.log(`ran Deno ${Deno.version.deno}: replay store in Deno KV`)
Deno.exit(tally.end() ? 0 : 1)
