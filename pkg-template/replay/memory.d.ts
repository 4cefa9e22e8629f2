import type { ReplayStore } from './store.js'

export type { ReplayStore } from './store.js'

/**
 * A store in the memory of this process: for one process. It forgets by expiry alone; full of live keys, `claim` rejects.
 *
 * @param options.maxEntries how many keys at most, default 100,000
 * @throws {RangeError} for anything but a whole number from 1
 */
export function memoryReplayStore(options?: { maxEntries?: number | undefined }): ReplayStore
