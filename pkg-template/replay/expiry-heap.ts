// Entries by the time they expire, the first on top: a binary heap. Lists in order of insertion would do with one
// duration only; leases and kept keys have two, and callers may choose others.

export interface Expiring {
  /** When it expires. */
  until: number
  /** Its index in the heap, which the heap sets. */
  place: number
}

const parentOf = (place: number): number => (place - 1) >> 1

export class ExpiryHeap<Entry extends Expiring> {
  #heap: Entry[] = []

  first(): Entry | undefined {
    return this.#heap[0]
  }

  add(entry: Entry): void {
    this.#put(this.#heap.length, entry)
    this.#rise(entry)
  }

  remove(entry: Entry): void {
    const last = this.#heap.pop()
    if (last === undefined || last === entry) return
    this.#put(entry.place, last)
    this.#rise(last)
    this.#sink(last)
  }

  #put(place: number, entry: Entry): void {
    this.#heap[place] = entry
    entry.place = place
  }

  #rise(entry: Entry): void {
    for (let above = this.#heap[parentOf(entry.place)]; above && above.until > entry.until; above = this.#heap[parentOf(entry.place)]) {
      this.#swap(entry, above)
    }
  }

  #sink(entry: Entry): void {
    for (let below = this.#below(entry); below && below.until < entry.until; below = this.#below(entry)) {
      this.#swap(entry, below)
    }
  }

  /** The earlier of the two below. */
  #below({ place }: Entry): Entry | undefined {
    const left = this.#heap[2 * place + 1]
    const right = this.#heap[2 * place + 2]
    return right && left && right.until < left.until ? right : left
  }

  #swap(one: Entry, other: Entry): void {
    const { place } = one
    this.#put(other.place, one)
    this.#put(place, other)
  }
}
