// The suite of the diagnosis, as a function of the library: every mistake of the vectors, and the shapes of what is passed.
import { mistakes } from './mistakes.mjs'
import { questions } from './questions.mjs'

/** @import { Diagnoser, DiagnosisVectors } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */

/**
 * @param {Diagnoser} library
 * @param {DiagnosisVectors} vectors
 * @param {Tally} tally
 */
export async function diagnoseSuite(library, vectors, tally) {
  for (const part of [mistakes, questions]) await part(library, vectors, tally)
}
