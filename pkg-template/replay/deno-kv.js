// A replay store in Deno KV. It deletes what expired when it comes to it, so each value says itself until when it holds.
import { claimArguments, completeArguments, releaseArguments, requireMethods } from './arguments.js'
import { withStorageKeys } from './storage-key.js'

const PREFIX = 'webhook-replay'
/** Whoever loses a race reads again, and then sees the winner; more than a few in a row is a store that lies. */
const TRIES = 10

export function denoKvReplayStore(kv) {
  return new DenoKvReplayStore(requireMethods(kv, ['get', 'atomic'], 'denoKvReplayStore takes what Deno.openKv() returns'))
}

class DenoKvReplayStore {
  #kv

  constructor(kv) {
    this.#kv = kv
  }

  async claim(given) {
    const claim = await withStorageKeys(claimArguments(given))
    return this.#change(claim.key, (held, now) => {
      const { owner, keep } = claim
      if (held?.done && held.until > now) return { outcome: 'done' }
      if (held && held.until > now && held.owner !== owner) return { outcome: 'in_progress' }
      const value = { owner, until: now + claim.lease, done: false }
      return { outcome: 'claimed', write: set(value, claim.lease + keep) }
    })
  }

  async complete(given) {
    const { keep, ...holder } = completeArguments(given)
    await this.#changeOwn(holder, ({ owner }, now) => set({ owner, until: now + keep, done: true }, keep))
  }

  async release(given) {
    await this.#changeOwn(releaseArguments(given), () => (atomic, name) => atomic.delete(name))
  }

  /** Writes as a claim does; no claim has an empty key. */
  async check() {
    const { ok } = await this.#kv.atomic().delete([PREFIX, '']).commit()
    if (!ok) throw new Error('Deno KV: a write without conditions was refused')
  }

  async #changeOwn(holder, writeOf) {
    const claim = await withStorageKeys(holder)
    await this.#change(claim.key, (held, now) => {
      return held && !held.done && held.owner === claim.owner ? { write: writeOf(held, now) } : {}
    })
  }

  /** Reads, lets `decide` say what to write, and writes it only if nobody wrote in between. */
  async #change(key, decide) {
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

const set = (value, expireIn) => (atomic, name) => atomic.set(name, value, { expireIn })
