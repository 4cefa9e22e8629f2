// The part of a Worker that claims in one process and, in the next, tests that the claim is still there.
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

/** @import { ReplayStore } from 'webhook-verifier' */

/**
 * `storeOf` makes the store of an environment; `test` adds further groups to the tally.
 * @param {(env: Foreign) => ReplayStore} storeOf
 * @param {(env: Foreign, tally: Tally) => Promise<void>} test
 */
export const claimingWorker = (storeOf, test) => ({
  async fetch(/** @type {Request} */ request, /** @type {Foreign} */ env) {
    const { pathname, searchParams } = new URL(request.url)
    const claimAgain = () => storeOf(env).claim({ key: 'restart', owner: pathname, leaseSeconds: 60, keepSeconds: 60 })
    // Called in the first process, which passes the answer on to the second.
    if (pathname === '/claim') return new Response(await claimAgain())
    /** @type {string[]} */
    const lines = []
    const tally = new Tally((line) => lines.push(line))
    await tally.group('a claim outlives the process', ['restart'], async () =>
      same([searchParams.get('claimed'), await claimAgain()], ['claimed', 'in_progress'])
    )
    await test(env, tally)
    const status = tally.end() ? 200 : 500
    return new Response(lines.join('\n'), { status })
  }
})
