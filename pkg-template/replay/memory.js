// A replay store in this process's memory. Bounded; forgets by expiry alone, for whatever is pushed out can be replayed.
import { claimArguments, completeArguments, getOption, releaseArguments } from './arguments.js'
import { ExpiryHeap } from './expiry-heap.js'

export function memoryReplayStore(options = {}) {
  const maxEntries = getOption(options, 'maxEntries', 100_000)
  if (!Number.isSafeInteger(maxEntries) || maxEntries < 1) {
    throw new RangeError(`maxEntries must be a whole number from 1, not ${String(maxEntries)}`)
  }
  return new MemoryReplayStore(maxEntries)
}

/**
 * Durations, not dates: a wall clock that is set back would leave the store full for hours, and one that is set forward
 * would hand out what another worker has in hand.
 */
const now = () => performance.now()

class MemoryReplayStore {
  #entries = new Map()
  #expiry = new ExpiryHeap()
  /** Claims whose lease ran out. Their owner may still complete, unless the key or the room is wanted. */
  #lapsed = new Set()
  /** How many entries each scope has, without the lapsed ones. */
  #counts = new Map()
  #maxEntries

  constructor(maxEntries) {
    this.#maxEntries = maxEntries
  }

  async claim(given) {
    const claim = claimArguments(given)
    const time = now()
    // For each that may come, two that may go: no claim pays for all that expired, and none needs a timer.
    this.#expire(time)
    this.#expire(time)
    const held = this.#entries.get(claim.key)
    if (held && !held.lapsed && held.until > time && (held.done || held.owner !== claim.owner)) return held.done ? 'done' : 'in_progress'
    if (held) this.#forget(held)
    this.#makeRoom(scopeOf(claim))
    this.#add({ ...claim, until: time + claim.lease, lapsed: false, done: false })
    return 'claimed'
  }

  async complete(given) {
    const completion = completeArguments(given)
    const entry = this.#pending(completion)
    if (!entry) return
    this.#forget(entry)
    this.#add({ ...entry, until: now() + completion.keep, lapsed: false, done: true })
  }

  async release(given) {
    const entry = this.#pending(releaseArguments(given))
    if (entry) this.#forget(entry)
  }

  async check() {}

  #pending({ key, owner }) {
    const entry = this.#entries.get(key)
    return entry && !entry.done && entry.owner === owner ? entry : undefined
  }

  #expire(time) {
    const entry = this.#expiry.first()
    if (!entry || entry.until > time) return
    this.#forget(entry)
    if (!entry.done && !entry.lapsed) this.#add({ ...entry, until: entry.until + entry.keep, lapsed: true })
  }

  /** A scope may claim only while it has fewer entries than there are free places: so others always find some. */
  #makeRoom(scope) {
    const free = this.#maxEntries - this.#entries.size + this.#lapsed.size
    if (free < 1) throw new Error(`the replay store is full: all of its ${this.#maxEntries} keys are live`)
    if (scope && this.#count(scope) >= free) throw new Error('the replay store has no more room for this scope')
    const [lapsed] = this.#lapsed
    if (lapsed && this.#entries.size >= this.#maxEntries) this.#forget(lapsed)
  }

  #count(scope) {
    return this.#counts.get(scope) ?? 0
  }

  #add(entry) {
    this.#entries.set(entry.key, entry)
    this.#expiry.add(entry)
    if (entry.lapsed) this.#lapsed.add(entry)
    else this.#counts.set(scopeOf(entry), this.#count(scopeOf(entry)) + 1)
  }

  #forget(entry) {
    this.#entries.delete(entry.key)
    this.#expiry.remove(entry)
    if (this.#lapsed.delete(entry)) return
    const count = this.#count(scopeOf(entry)) - 1
    if (count) this.#counts.set(scopeOf(entry), count)
    else this.#counts.delete(scopeOf(entry))
  }
}

/** The first slot of a handler's key, empty without a scope. */
const scopeOf = ({ key }) => key.slice(0, Math.max(0, key.indexOf(':')))
