// Controls, which show that a test can fail: stores that break it, chosen by PROOF_BREAK=<name> in the environment.

/** @import { ReplayStore } from 'webhook-verifier' */
/** @import { Claim } from '../runtimes/handler/receiver.mjs' */

/** @param {ReplayStore} store */
const bound = (store) => ({
  claim: (/** @type {Claim} */ claim) => store.claim(claim),
  complete: (/** @type {Claim} */ completion) => store.complete(completion),
  release: (/** @type {Claim} */ release) => store.release(release)
})

/** @type {Record<string, (store: ReplayStore) => object>} */
export const BREAKS = {
  /** Every process may work. */
  'always claimed': (store) => ({ ...bound(store), claim: async () => 'claimed' }),
  /** One claim in a hundred is given away twice. */
  'sometimes claimed': (store) => {
    const claim = async (/** @type {Claim} */ claim) => (Math.random() < 0.01 ? 'claimed' : store.claim(claim))
    return { ...bound(store), claim }
  },
  /** A store that is away counts as a claim: availability before safety. */
  'claimed when away': (store) => ({ ...bound(store), claim: (/** @type {Claim} */ claim) => store.claim(claim).catch(() => 'claimed') }),
  /** A process that dies keeps the claim for good. */
  'endless lease': (store) => {
    const claim = (/** @type {Claim} */ claim) => store.claim({ ...claim, leaseSeconds: 1e6 })
    return { ...bound(store), claim }
  },
  /** Done before the work is: a process that dies in the middle loses it. */
  'done too early': (store) => {
    const claim = async (/** @type {Claim} */ claim) => {
      const answer = await store.claim(claim)
      if (answer === 'claimed') await store.complete(claim)
      return answer
    }
    return { ...bound(store), claim }
  },
  /** A list grows with each delivery. */
  'leak': (store) => {
    /** @type {Buffer[]} */
    const kept = []
    return { ...bound(store), claim: (/** @type {Claim} */ claim) => (kept.push(Buffer.alloc(1_000_000, 1)), store.claim(claim)) }
  }
}
