// A replay store in this process's memory. Bounded; forgets by expiry alone, for whatever is pushed out can be replayed.
import { type Claim, claimArguments, completeArguments, getOption, type Holder, releaseArguments } from './arguments.ts'
import { MAX_LENGTH, sha256 } from './digest.ts'
import { ExpiryHeap, type Expiring } from './expiry-heap.ts'
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
  return new MemoryReplayStore(maxEntries as number)
}

interface Entry extends Claim, Expiring {
  /** Its lease ran out. */
  lapsed: boolean
  done: boolean
}

/**
 * Durations, not dates: a wall clock that is set back would leave the store full for hours, and one that is set forward
 * would give away a claim whose work is in progress.
 */
const now = (): number => performance.now()

class MemoryReplayStore implements ReplayStore {
  #entries = new Map<string, Entry>()
  #expiry = new ExpiryHeap<Entry>()
  /** Claims whose lease ran out. Their owner may still complete, unless the key or the room is wanted. */
  #lapsed = new Set<Entry>()
  /** How many entries each scope has, without the lapsed ones. */
  #counts = new Map<string, number>()
  #maxEntries: number

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries
  }

  async claim(given: unknown): Promise<'claimed' | 'in_progress' | 'done'> {
    const claim = claimArguments(given)
    if (!isBounded(claim)) await bound(claim)
    const time = now()
    // For each that may come, two that may go: no claim pays for all that expired, and none needs a timer.
    this.#expire(time)
    this.#expire(time)
    const held = this.#entries.get(claim.key)
    if (held && !held.lapsed && held.until > time && (held.done || held.owner !== claim.owner)) return held.done ? 'done' : 'in_progress'
    if (held) this.#forget(held)
    this.#makeRoom(scopeOf(claim))
    this.#add({ ...claim, until: time + claim.lease, lapsed: false, done: false, place: 0 })
    return 'claimed'
  }

  async complete(given: unknown): Promise<void> {
    const completion = completeArguments(given)
    if (!isBounded(completion)) await bound(completion)
    const entry = this.#pending(completion)
    if (!entry) return
    this.#forget(entry)
    this.#add({ ...entry, until: now() + completion.keep, lapsed: false, done: true })
  }

  async release(given: unknown): Promise<void> {
    const release = releaseArguments(given)
    if (!isBounded(release)) await bound(release)
    const entry = this.#pending(release)
    if (entry) this.#forget(entry)
  }

  async check(): Promise<void> {}

  #pending({ key, owner }: Holder): Entry | undefined {
    const entry = this.#entries.get(key)
    return entry && !entry.done && entry.owner === owner ? entry : undefined
  }

  #expire(time: number): void {
    const entry = this.#expiry.first()
    if (!entry || entry.until > time) return
    this.#forget(entry)
    if (!entry.done && !entry.lapsed) this.#add({ ...entry, until: entry.until + entry.keep, lapsed: true })
  }

  /** A scope may claim only while it has fewer entries than there are free places: so others always find some. */
  #makeRoom(scope: string): void {
    const free = this.#maxEntries - this.#entries.size + this.#lapsed.size
    if (free < 1) throw new Error(`the replay store is full: all of its ${this.#maxEntries} keys are live`)
    if (scope && this.#count(scope) >= free) throw new Error('the replay store has no more room for this scope')
    const [lapsed] = this.#lapsed
    if (lapsed && this.#entries.size >= this.#maxEntries) this.#forget(lapsed)
  }

  #count(scope: string): number {
    return this.#counts.get(scope) ?? 0
  }

  #add(entry: Entry): void {
    this.#entries.set(entry.key, entry)
    this.#expiry.add(entry)
    if (entry.lapsed) this.#lapsed.add(entry)
    else this.#counts.set(scopeOf(entry), this.#count(scopeOf(entry)) + 1)
  }

  #forget(entry: Entry): void {
    this.#entries.delete(entry.key)
    this.#expiry.remove(entry)
    if (this.#lapsed.delete(entry)) return
    const count = this.#count(scopeOf(entry)) - 1
    if (count) this.#counts.set(scopeOf(entry), count)
    else this.#counts.delete(scopeOf(entry))
  }
}

/** As the keys of a handler are, so that these need no promise. */
const isBounded = ({ key, owner }: Holder): boolean => [key, owner].every((text) => text.length <= MAX_LENGTH && text[0] !== '\\')

async function bound(call: Holder): Promise<void> {
  call.key = await boundedText(call.key, scopeOf(call))
  call.owner = await boundedText(call.owner)
}

/**
 * Replaces a long text by its digest, and its scope too, so that the share of a scope counts it. A backslash in front tells digests
 * from texts; a text that begins with one gets another.
 */
async function boundedText(text: string, scope = ''): Promise<string> {
  if (text.length <= MAX_LENGTH) return text[0] === '\\' ? `\\${text}` : text
  return `\\${scope && `${await digest(scope)}:`}${await digest(text)}`
}

/** The digest of the text's JSON: UTF-8 would make all lone surrogates one. */
const digest = (text: string): Promise<string> => sha256(JSON.stringify(text))

/** The first slot of a handler's key, empty without a scope. */
const scopeOf = ({ key }: Holder): string => key.slice(0, Math.max(0, key.indexOf(':')))
