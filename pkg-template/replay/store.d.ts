/**
 * Remembers which deliveries were handled, and which are in hand. Each call is atomic. Anything with these three
 * functions is a store.
 *
 * A claim is a lease: a worker that dies loses it, and another may claim the key. One whose lease ran out while it worked
 * can still complete, as long as nobody took the key over.
 */
export interface ReplayStore {
  /**
   * Takes the key in hand, unless it is in hand or done already; the same owner, whose client may have asked twice, gets it again.
   *
   * @param key any text but an empty one
   * @param keepSeconds how long to remember it once it is completed
   * @param lease who claims, and for how long; `owner` is different for each claim
   * @throws {TypeError | RangeError} for arguments that make no sense; any error where the store could not be asked
   */
  claim(
    key: string,
    keepSeconds: number,
    lease: { owner: string; seconds: number }
  ): Promise<'claimed' | 'in_progress' | 'done'>

  /** The work is done: remembered `keepSeconds` from here. Does nothing when another owner holds the key, or none. */
  complete(key: string, owner: string): Promise<void>

  /** The work failed: anybody may claim the key. Does nothing when another owner holds the key, or when it is done. */
  release(key: string, owner: string): Promise<void>
}
