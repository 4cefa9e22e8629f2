// A replay store in this process's memory.
import { getOption, type Outcome } from './arguments.ts'
import { ImmediateStore } from './immediate-store.ts'
import type { ReplayStore } from './store.ts'

export type { ReplayStore }

/**
 * A store in the memory of this process: for one process. It forgets by expiry alone; full of live keys, `claim` rejects. A scope may
 * claim only while it has fewer keys than there are free places: one has at most half of all, and leaves room for others. A handler
 * without a scope may take all places, because it is most often the only one on its store: give each a `scope` where several share
 * one. A key or an owner of more than 512 characters is stored as its digest.
 *
 * @param options.maxEntries how many keys at most, default 100,000
 * @throws {RangeError} for anything but a whole number from 1
 */
export function memoryReplayStore(options: { maxEntries?: number | undefined } = {}): ReplayStore {
  const maxEntries = getOption(options, 'maxEntries', 100_000)
  if (!Number.isSafeInteger(maxEntries) || (maxEntries as number) < 1) {
    throw new RangeError(`maxEntries must be a whole number from 1, not ${String(maxEntries)}`)
  }
  return new MemoryReplayStore(new ImmediateStore(maxEntries as number))
}

class MemoryReplayStore implements ReplayStore {
  #store: ImmediateStore

  constructor(store: ImmediateStore) {
    this.#store = store
  }

  async claim(claim: unknown): Promise<Outcome> {
    return await this.#store.claim(claim)
  }

  async complete(completion: unknown): Promise<void> {
    await this.#store.complete(completion)
  }

  async release(release: unknown): Promise<void> {
    await this.#store.release(release)
  }

  async check(): Promise<void> {}
}
