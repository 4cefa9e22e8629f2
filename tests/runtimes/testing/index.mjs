// The test kit as a function of both libraries: no server, no runtime.
import { attacking } from './attacking.mjs'
import { making } from './making.mjs'
import { reporting } from './reporting.mjs'

/** @import { Kit, Library } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */

/**
 * @param {Library} library
 * @param {Kit} kit
 * @param {Tally} tally
 */
export async function kitSuite(library, kit, tally) {
  for (const part of [making, attacking, reporting]) await part(library, kit, tally)
}
