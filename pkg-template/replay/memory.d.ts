import type { ReplayStore } from './store.js'

export type { ReplayStore } from './store.js'

/**
 * A store in the memory of this process: for one process. It forgets by expiry alone; full of live keys, `claim` rejects. A scope may
 * claim only while it has fewer keys than there are free places: one has at most half of all, and leaves room for others. A handler
 * without a scope may take all places.
 *
 * @param options.maxEntries how many keys at most, default 100,000
 * @throws {RangeError} for anything but a whole number from 1
 */
export function memoryReplayStore(options?: { maxEntries?: number | undefined }): ReplayStore
