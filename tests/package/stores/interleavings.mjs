// The lease protocol over generated interleavings: three workers with the real handler, two deliveries that are sent again and again,
// requests and replies that are late, lost or doubled, crashes, and clocks that jump. Whatever the order: no two owners hold a lease at
// once, nothing that is remembered as done is given again, and no 200 is answered before the work is done.
// @run interleavings of leases; on: Node 22
import fc from 'fast-check'
import { ok, rejected, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { STORES } from './interleaved-stores.mjs'
import { World } from './world.mjs'

/** @import { Clock, Rules } from './world.mjs' */

const RUNS = Number(process.env.RUNS ?? 100)

/** Three numbers for a step: the kind of event, which one of those that can happen now, and its fault. */
const step = fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999))
const steps = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' })

/** @param {(clock: Clock) => Rules} makeStore */
async function explore(makeStore, numRuns = RUNS) {
  const seen = { claimed: 0, done: 0, in_progress: 0, twice: 0, crashes: 0 }
  const property = fc.asyncProperty(steps, async (list) => {
    const world = new World(makeStore)
    for (const each of list) await world.step(...each)
    await world.settle()
    for (const name of /** @type {(keyof typeof seen)[]} */ (Object.keys(seen))) seen[name] += world.seen[name]
  })
  await fc.assert(property, { numRuns, endOnFailure: numRuns > RUNS, includeErrorInReport: true })
  return seen
}

/**
 * Stores that break a rule; the exploration has to see it.
 * @type {Record<string, (store: Rules) => Rules>}
 */
const BROKEN = {
  'gives a claim away while another holds it': (store) => ({ ...store, claim: async (claim) => (await store.claim(claim), 'claimed') }),
  'ends leases early': (store) => ({ ...store, claim: (claim) => store.claim({ ...claim, leaseSeconds: 0.001 }) }),
  'forgets what is done': (store) => ({ ...store, complete: (given) => store.complete({ ...given, keepSeconds: 0.001 }) }),
  'completes with the claim': (store) => ({
    ...store,
    async claim(claim) {
      const answer = await store.claim(claim)
      if (answer === 'claimed') await store.complete(claim)
      return answer
    }
  }),
  'says done for work in progress': (store) => ({
    ...store,
    claim: async (claim) => ((answer) => (answer === 'in_progress' ? 'done' : answer))(await store.claim(claim))
  }),
  'never ends a lease': (store) => ({ ...store, claim: (claim) => store.claim({ ...claim, leaseSeconds: 1e9 }) })
}

const tally = new Tally()
await tally.group(`${RUNS} interleavings of three workers`, Object.entries(STORES), async ([name, makeStore]) => {
  const seen = await explore(makeStore)
  console.log(`  ${name}: ${JSON.stringify(seen)}`)
  ok(
    Object.values(seen).every((count) => count > 0),
    `something never happened: ${JSON.stringify(seen)}`
  )
})
await tally.group('a broken store is found', Object.entries(BROKEN), async ([, breaks]) => {
  /** @param {Clock} clock */
  const makeBroken = (clock) => {
    const store = STORES.memory(clock)
    return breaks({
      claim: (claim) => store.claim(claim),
      complete: (given) => store.complete(given),
      release: (given) => store.release(given)
    })
  }
  const error = await rejected(explore(makeBroken, 1000))
  same(/^Property failed/.test(error.message), true, `a counterexample: ${error.message}`)
})
process.exit(tally.end() ? 0 : 1)
