// Counts checks, prints a line for each group of them, and at the end the line that sums up.

const SHOWN = 5
const WIDTH = 400

/**
 * A case is a text, has a name, or is a list whose first element is its name.
 * @param {any} each
 */
const nameOf = (each) => (Array.isArray(each) ? String(each[0]) : (each?.name ?? String(each)))

export class Tally {
  #print
  #passed = 0
  #failed = 0

  /** @param {(line: string) => void} print */
  constructor(print = console.log) {
    this.#print = print
  }

  /**
   * One check for each case. A group without cases fails: a loop over nothing proves nothing. Checks that wait for processes of
   * their own can run several `atOnce`.
   * @template T
   * @param {string} name
   * @param {Iterable<T>} cases
   * @param {(each: T) => unknown} check
   * @param {{ atOnce?: number }} options
   */
  async group(name, cases, check, { atOnce = 1 } = {}) {
    /** @type {string[]} */
    const failures = []
    const left = cases[Symbol.iterator]()
    let count = 0
    const work = async () => {
      for (let next = left.next(); !next.done; next = left.next()) {
        count++
        try {
          await check(next.value)
        } catch (error) {
          failures.push(`${nameOf(next.value)}: ${/** @type {Error | undefined} */ (error)?.message ?? String(error)}`)
        }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    this.add(name, count, failures)
  }

  /**
   * For loops that count on their own. `failures` are texts, each for one of the `count` checks.
   * @param {string} name
   * @param {number} count
   * @param {string[]} failures
   */
  add(name, count, failures) {
    if (count === 0) failures = ['there was nothing to check']
    this.#passed += Math.max(0, count - failures.length)
    this.#failed += failures.length
    this.#print(`${failures.length ? 'FAIL' : 'ok'} ${name} (${count})`)
    for (const failure of failures.slice(0, SHOWN)) {
      this.#print(`  - ${failure.length > WIDTH ? `${failure.slice(0, WIDTH)}…` : failure}`)
    }
    if (failures.length > SHOWN) this.#print(`  - and ${failures.length - SHOWN} more`)
  }

  /** Prints the sum and returns whether all is well. */
  end() {
    this.#print(`${this.#passed} passed, ${this.#failed} failed`)
    return this.#failed === 0
  }
}
