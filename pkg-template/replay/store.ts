/**
 * Remembers which deliveries were handled, and which are in progress. Each call takes one object and is atomic. Any object with
 * these functions is a store; `testReplayStore` of `webhook-verifier/testing` tests one.
 *
 * A claim is a lease. When its time is over and it was never completed, because the worker died or hangs, the next claim of the
 * key is given. A worker whose lease ended can still complete, as long as no other owner claimed the key in between.
 *
 * A handler's keys are `scope:kind:name`: the escaped scope, empty without one; `delivery`, `event` or `sha256`; the replay key, the
 * idempotency key, or the digest of one that is long.
 */
export interface ReplayStore {
  /**
   * Claims the key, unless it is in progress or done. The same owner, whose client may have sent a claim twice, gets it again.
   *
   * @param claim.key any text but an empty one
   * @param claim.owner the one who claims, different for each claim
   * @param claim.leaseSeconds how long the claim keeps other owners away
   * @param claim.keepSeconds how long the key will be remembered once it is completed; stores may keep an ended lease as long
   * @throws TypeError, RangeError for invalid arguments; any error when the store could not be reached
   */
  claim(claim: { key: string; owner: string; leaseSeconds: number; keepSeconds: number }): Promise<'claimed' | 'in_progress' | 'done'>

  /** The work is done: remembered for `keepSeconds` from this call. Does nothing when another owner holds the key, or none. */
  complete(completion: { key: string; owner: string; keepSeconds: number }): Promise<void>

  /** The work failed: any owner may claim the key. Does nothing when another owner holds the key, or when it is done. */
  release(release: { key: string; owner: string }): Promise<void>

  /** Rejects with the reason when the store cannot work. One harmless round trip, for start-up and readiness probes. */
  check?(): Promise<void>
}
