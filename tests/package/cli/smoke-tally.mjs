// The first case of each group: for a command whose cases run in full elsewhere, in one process or on another Node.
import { Tally } from '../../suite/tally.mjs'

export class SmokeTally extends Tally {
  #groups = Number.POSITIVE_INFINITY

  /**
   * Runs the first groups only, from here on.
   * @param {number} groups
   */
  only(groups) {
    this.#groups = groups
  }

  /**
   * @override
   * @template T
   * @param {string} name
   * @param {Iterable<T>} cases
   * @param {(each: T) => unknown} check
   * @param {{ atOnce?: number }} [options]
   */
  async group(name, cases, check, options) {
    if (this.#groups-- > 0) await super.group(name, [...cases].slice(0, 1), check, options)
  }
}
