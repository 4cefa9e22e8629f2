import type { ReplayStore } from './store.js'

export type { ReplayStore } from './store.js'

/** What `Deno.openKv()` returns. */
export interface ReplayKv {
  get(key: string[]): Promise<{ key: any; value: any; versionstamp: any }>
  atomic(): ReplayKvOperation
}

/** What `kv.atomic()` returns. */
export interface ReplayKvOperation {
  check(entry: { key: any; versionstamp: any }): ReplayKvOperation
  set(key: string[], value: unknown, options: { expireIn: number }): ReplayKvOperation
  delete(key: string[]): ReplayKvOperation
  commit(): Promise<{ ok: boolean }>
}

/**
 * A store in Deno KV, under keys that begin with `webhook-replay`. Deno KV tells no time: leases and keys expire by the
 * clock of whoever asks, so those must agree to well within a lease.
 *
 * @param kv `await Deno.openKv()`
 * @throws {TypeError} for anything that is no such thing
 */
export function denoKvReplayStore(kv: ReplayKv): ReplayStore
