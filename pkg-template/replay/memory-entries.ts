// The entries of the memory store. Bounded; forgets by expiry alone, for whatever is pushed out can be replayed.
import type { Claim, Completion, Holder, Outcome } from './arguments.ts'
import { ExpiryHeap, type Expiring } from './expiry-heap.ts'

/**
 * Durations, not dates: a wall clock that is set back would leave the store full for hours, and one that is set forward
 * would give away a claim whose work is in progress.
 */
const now = (): number => performance.now()

/** The first slot of a handler's key, empty without a scope; without the backslash that marks a digest. */
export const scopeOf = (key: string): string => key.slice(key[0] === '\\' ? 1 : 0, Math.max(0, key.indexOf(':')))

class Entry implements Expiring {
  key: string
  owner: string
  keep: number
  until: number
  scope: string
  done = false
  /** Its lease ran out. Its owner may still complete, unless the key or the room is wanted. */
  lapsed = false
  place = 0

  constructor({ key, owner, lease, keep }: Claim, time: number) {
    this.key = key
    this.owner = owner
    this.keep = keep
    this.until = time + lease
    this.scope = scopeOf(key)
  }
}

export class MemoryEntries {
  #entries = new Map<string, Entry>()
  /** Claims in progress. Apart from the others, which are many: a claim comes and goes among few. */
  #leases = new ExpiryHeap<Entry>()
  /** Entries that are done or lapsed. */
  #kept = new ExpiryHeap<Entry>()
  #lapsed = new Set<Entry>()
  /** How many entries each scope has, without the lapsed ones. */
  #counts = new Map<string, number>()
  #maxEntries: number

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries
  }

  claim(claim: Claim): Outcome {
    const time = now()
    // For each that may come, two that may go: no claim pays for all that expired, and none needs a timer.
    this.#expire(time)
    this.#expire(time)
    const held = this.#entries.get(claim.key)
    if (held && !held.lapsed && held.until > time && (held.done || held.owner !== claim.owner)) return held.done ? 'done' : 'in_progress'
    const entry = new Entry(claim, time)
    this.#checkRoom(entry, held)
    if (held) this.#forget(held)
    this.#makeRoom()
    this.#entries.set(entry.key, entry)
    this.#leases.add(entry)
    this.#count(entry, 1)
    return 'claimed'
  }

  complete({ key, owner, keep }: Completion): void {
    const entry = this.#pending(key, owner)
    if (!entry) return
    this.#leave(entry)
    entry.done = true
    entry.until = now() + keep
    this.#kept.add(entry)
    this.#count(entry, 1)
  }

  release({ key, owner }: Holder): void {
    const entry = this.#pending(key, owner)
    if (entry) this.#forget(entry)
  }

  #pending(key: string, owner: string): Entry | undefined {
    const entry = this.#entries.get(key)
    return entry && !entry.done && entry.owner === owner ? entry : undefined
  }

  #expire(time: number): void {
    const lease = this.#leases.first()
    const kept = this.#kept.first()
    if (lease && lease.until <= time) this.#lapse(lease)
    else if (kept && kept.until <= time) this.#forget(kept)
  }

  #lapse(entry: Entry): void {
    this.#leave(entry)
    entry.lapsed = true
    entry.until += entry.keep
    this.#kept.add(entry)
    this.#lapsed.add(entry)
  }

  /**
   * A scope may claim only while it has fewer entries than there are free places: so others always find some. `held` is replaced. A claim
   * that finds no room leaves it, because its worker may still complete.
   */
  #checkRoom({ scope }: Entry, held: Entry | undefined): void {
    const replaced = held && !held.lapsed ? 1 : 0
    const free = this.#maxEntries - this.#entries.size + this.#lapsed.size + replaced
    if (free < 1) throw new Error(`the replay store is full: all of its ${this.#maxEntries} keys are live`)
    if (scope && (this.#counts.get(scope) ?? 0) - replaced >= free) throw new Error('the replay store has no more room for this scope')
  }

  #makeRoom(): void {
    const [lapsed] = this.#entries.size < this.#maxEntries ? [] : this.#lapsed
    if (lapsed) this.#forget(lapsed)
  }

  #forget(entry: Entry): void {
    this.#entries.delete(entry.key)
    this.#leave(entry)
  }

  /** Takes it out of the order of expiry, and of its scope's count. */
  #leave(entry: Entry): void {
    const order = entry.done || entry.lapsed ? this.#kept : this.#leases
    order.remove(entry)
    if (!entry.lapsed) this.#count(entry, -1)
    else this.#lapsed.delete(entry)
    entry.lapsed = false
  }

  #count({ scope }: Entry, change: number): void {
    if (!scope) return
    const count = (this.#counts.get(scope) ?? 0) + change
    if (count) this.#counts.set(scope, count)
    else this.#counts.delete(scope)
  }
}
