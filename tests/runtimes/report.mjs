// For runtimes without a console of ours: the suite's lines, the sum last.
import { suite, Tally } from '../suite/index.mjs'
import { vectors } from './vectors.mjs'

/**
 * `more` are checks that come first.
 * @param {any} library
 * @param {(tally: Tally) => unknown} [more]
 */
export async function linesOf(library, more = () => {}) {
  /** @type {string[]} */
  const lines = []
  const tally = new Tally((line) => lines.push(line))
  await more(tally)
  await suite(library, vectors, tally)
  tally.end()
  return lines
}
