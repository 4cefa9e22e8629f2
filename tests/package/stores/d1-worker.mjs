// A Worker that runs the contract on D1, and tells how a claim outlives it.
import { d1ReplayStore } from 'webhook-verifier/replay/d1'
import { sqliteReplayStore } from 'webhook-verifier/replay/sqlite'
import { testReplayStore } from 'webhook-verifier/testing'
import { isError, ok, rejected, same, thrown } from '../../suite/expect.mjs'
import { claim, pause } from './claim.mjs'
import { claimingWorker } from './claim-again.mjs'
import { contractOf } from './contract.mjs'

/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { Mistyped } from '../../suite/cases.d.ts' */

const contract = contractOf(testReplayStore)

/**
 * The same binding, which notes how many statements each round trip has.
 * @param {Foreign} binding
 * @param {number[]} trips
 */
function watching(binding, trips) {
  return {
    prepare: (/** @type {string} */ sql) => binding.prepare(sql),
    batch: (/** @type {unknown[]} */ statements) => (trips.push(statements.length), binding.batch(statements))
  }
}

/**
 * @param {Foreign} env
 * @param {Tally} tally
 */
async function test({ DB, EMPTY, OTHER }, tally) {
  await contract([d1ReplayStore(DB), d1ReplayStore(DB.withSession())], tally, 'D1')
  await tally.group('one round trip for each call', ['claim, complete, release, check'], async () => {
    /** @type {number[]} */
    const trips = []
    const store = d1ReplayStore(watching(EMPTY, trips))
    await claim(store, 'k')
    await store.complete({ key: 'k', owner: 'a', keepSeconds: 60 })
    await store.release({ key: 'k', owner: 'a' })
    await store.check?.()
    same(trips, [5, 1, 1, 1], 'statements')
  })
  await tally.group('expired rows go when others come', ['20 rows'], async () => {
    const store = d1ReplayStore(EMPTY)
    for (let number = 0; number < 20; number++) await claim(store, `old ${number}`, { keep: 0.001, lease: 0.001 })
    await pause(50)
    for (let number = 0; number < 12; number++) await claim(store, `new ${number}`)
    const { count } = await EMPTY.prepare('SELECT count(*) AS count FROM webhook_replay').first()
    same(count, 13, 'rows')
  })
  await tally.group('check() of a table of another kind', ['an error'], async () => {
    await OTHER.exec('CREATE TABLE webhook_replay (key TEXT PRIMARY KEY, expires INTEGER)')
    isError(await rejected(d1ReplayStore(OTHER).check?.()), Error)
  })
  await tally.group('other shapes are refused at once', [undefined, null, {}, 'DB', { prepare() {} }], (/** @type {Mistyped} */ binding) =>
    isError(
      thrown(() => d1ReplayStore(binding)),
      TypeError
    )
  )
  await tally.group('the store for SQLite refuses D1', ['a hint'], () => {
    const error = thrown(() => sqliteReplayStore(DB))
    ok(error.message.includes('webhook-verifier/replay/d1'), error.message)
  })
  /** @param {object[]} results */
  const answering = (results) => ({
    prepare: () => ({ bind: () => 1 }),
    batch: async () => [{ results }, { results: [] }, { results: [] }]
  })
  await tally.group('answers that make no sense', [[], [{}], [{ outcome: 'ok' }]], async (results) =>
    isError(await rejected(claim(d1ReplayStore(answering(results)), 'k')), Error)
  )
}

export default claimingWorker((/** @type {Foreign} */ env) => d1ReplayStore(env.DB), test)
