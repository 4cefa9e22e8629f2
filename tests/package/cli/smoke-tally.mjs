// The first case of each group: for a command whose cases run in full elsewhere, in one process or on another Node.
import { Tally } from '../../suite/tally.mjs'

export class SmokeTally extends Tally {
  /**
   * @override
   * @template T
   * @param {string} name
   * @param {Iterable<T>} cases
   * @param {(each: T) => unknown} check
   * @param {{ atOnce?: number }} [options]
   */
  group(name, cases, check, options) {
    return super.group(name, [...cases].slice(0, 1), check, options)
  }
}
