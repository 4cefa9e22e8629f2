// A replay store in Deno KV. It deletes what expired when it comes to it, so each value says itself until when it holds.
import { claimArguments, completeArguments, type Holder, type Outcome, releaseArguments, requireMethods } from './arguments.ts'
import { withStorageKeys } from './storage-key.ts'
import type { ReplayStore } from './store.ts'

export type { ReplayStore }

/** The result of `Deno.openKv()`. */
export interface ReplayKv {
  get(key: string[]): Promise<{ key: any; value: any; versionstamp: any }>
  atomic(): ReplayKvOperation
}

/** The result of `kv.atomic()`. */
export interface ReplayKvOperation {
  check(entry: { key: any; versionstamp: any }): ReplayKvOperation
  set(key: string[], value: unknown, options: { expireIn: number }): ReplayKvOperation
  delete(key: string[]): ReplayKvOperation
  commit(): Promise<{ ok: boolean }>
}

interface Value {
  owner: string
  until: number
  done: boolean
}

type Write = (operation: ReplayKvOperation, name: string[]) => ReplayKvOperation
interface Decision {
  outcome?: Outcome
  write?: Write
}

const PREFIX = 'webhook-replay'
/** The loser of a race reads again, and then sees the winner; more than a few in a row is a faulty store. */
const TRIES = 10

/**
 * A store in Deno KV, under keys that begin with `webhook-replay`. Deno KV tells no time: leases and keys expire by the
 * clocks of its callers, so those must agree to well within a lease.
 *
 * @param kv `await Deno.openKv()`
 * @throws {TypeError} for anything that is no such thing
 */
export function denoKvReplayStore(kv: ReplayKv): ReplayStore {
  return new DenoKvReplayStore(requireMethods(kv, ['get', 'atomic'], 'denoKvReplayStore takes what Deno.openKv() returns'))
}

class DenoKvReplayStore implements ReplayStore {
  #kv: ReplayKv

  constructor(kv: ReplayKv) {
    this.#kv = kv
  }

  async claim(given: unknown): Promise<Outcome> {
    const claim = await withStorageKeys(claimArguments(given))
    const outcome = await this.#change(claim.key, (held, now) => {
      const { owner, keep } = claim
      if (held?.done && held.until > now) return { outcome: 'done' }
      if (held && held.until > now && held.owner !== owner) return { outcome: 'in_progress' }
      const value = { owner, until: now + claim.lease, done: false }
      return { outcome: 'claimed', write: set(value, claim.lease + keep) }
    })
    return outcome as Outcome
  }

  async complete(given: unknown): Promise<void> {
    const { keep, ...holder } = completeArguments(given)
    await this.#changeOwn(holder, ({ owner }, now) => set({ owner, until: now + keep, done: true }, keep))
  }

  async release(given: unknown): Promise<void> {
    await this.#changeOwn(releaseArguments(given), () => (operation, name) => operation.delete(name))
  }

  /** Writes as a claim does; no claim has an empty key. */
  async check(): Promise<void> {
    const { ok } = await this.#kv.atomic().delete([PREFIX, '']).commit()
    if (!ok) throw new Error('Deno KV: a write without conditions was refused')
  }

  async #changeOwn(holder: Holder, writeOf: (held: Value, now: number) => Write): Promise<void> {
    const claim = await withStorageKeys(holder)
    await this.#change(claim.key, (held, now) => {
      return held && !held.done && held.owner === claim.owner ? { write: writeOf(held, now) } : {}
    })
  }

  /** Reads, lets `decide` say what to write, and writes it only if no other write came in between. */
  async #change(key: string, decide: (held: Value | null, now: number) => Decision): Promise<Outcome | undefined> {
    const name = [PREFIX, key]
    for (let tries = 0; tries < TRIES; tries++) {
      const entry = await this.#kv.get(name)
      const { outcome, write } = decide(entry.value, Date.now())
      if (!write) return outcome
      const { ok } = await write(this.#kv.atomic().check(entry), name).commit()
      if (ok) return outcome
    }
    throw new Error(`Deno KV: others wrote the key ${TRIES} times in a row`)
  }
}

const set =
  (value: Value, expireIn: number): Write =>
  (operation, name) =>
    operation.set(name, value, { expireIn })
