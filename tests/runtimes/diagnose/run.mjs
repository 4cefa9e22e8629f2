// The suite, its lines as they come; the promise tells whether all is well. No top-level await, which not every format has.
import { Tally } from '../suite/tally.mjs'
import { diagnoseSuite } from './index.mjs'
import { vectors } from './vectors.mjs'

export async function run(library, print) {
  const tally = new Tally(print)
  await diagnoseSuite(library, vectors, tally)
  return tally.end()
}
