// Entries by the time they expire, the first on top: a binary heap. Lists in order of insertion would do with one
// duration only; leases and kept keys have two, and callers may choose others.

const parentOf = (place) => (place - 1) >> 1

export class ExpiryHeap {
  #heap = []

  first() {
    return this.#heap[0]
  }

  add(entry) {
    this.#put(this.#heap.length, entry)
    this.#rise(entry)
  }

  remove(entry) {
    const last = this.#heap.pop()
    if (last === entry) return
    this.#put(entry.place, last)
    this.#rise(last)
    this.#sink(last)
  }

  #put(place, entry) {
    this.#heap[place] = entry
    entry.place = place
  }

  #rise(entry) {
    for (let above = this.#heap[parentOf(entry.place)]; above && above.until > entry.until; above = this.#heap[parentOf(entry.place)]) {
      this.#swap(entry, above)
    }
  }

  #sink(entry) {
    for (let below = this.#below(entry); below && below.until < entry.until; below = this.#below(entry)) {
      this.#swap(entry, below)
    }
  }

  /** The earlier of the two below. */
  #below({ place }) {
    const [left, right] = [this.#heap[2 * place + 1], this.#heap[2 * place + 2]]
    return right && right.until < left.until ? right : left
  }

  #swap(one, other) {
    const { place } = one
    this.#put(other.place, one)
    this.#put(place, other)
  }
}
