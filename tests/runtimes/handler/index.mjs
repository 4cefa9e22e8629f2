// The suite of the handler, as a function of the library: requests and responses only, no server, no runtime.
import { answering } from './answering.mjs'
import { background } from './background.mjs'
import { choosing } from './choosing.mjs'
import { reading } from './reading.mjs'
import { replaying } from './replaying.mjs'
import { schemas } from './schemas.mjs'
import { storeFaults } from './store-faults.mjs'

/** @import { Library } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */

/**
 * @param {Library} library
 * @param {Tally} tally
 */
export async function handlerSuite(library, tally) {
  for (const part of [answering, choosing, reading, replaying, storeFaults, background, schemas]) await part(library, tally)
}
