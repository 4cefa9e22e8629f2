// The suite, its lines as they come; the promise tells whether all is well. No top-level await, which not every format has.
import { Tally } from '../../suite/tally.mjs'
import { diagnoseSuite } from './index.mjs'
import { vectors } from './vectors.mjs'

/** @import { Diagnoser } from '../../suite/cases.d.ts' */

/**
 * @param {Diagnoser} library
 * @param {(line: string) => void} [print]
 */
export async function run(library, print) {
  const tally = new Tally(print)
  await diagnoseSuite(library, vectors, tally)
  return tally.end()
}
