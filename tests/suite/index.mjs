// The suite: a function of the library under test. Nothing here names a runtime; cases and a tally come from the
// runner.
import { arrivals } from './arrivals.mjs'
import { attacks } from './attacks.mjs'
import { deliveries } from './deliveries.mjs'
import { lifecycle } from './lifecycle.mjs'
import { payloads } from './payloads.mjs'
import { signatures } from './signatures.mjs'
import { snippet } from './snippet.mjs'
import { timestamps } from './timestamps.mjs'
import { traps } from './traps.mjs'
import { unverified } from './unverified.mjs'

/** @import { Library, Share, Vectors } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */

export { Tally } from './tally.mjs'

const PARTS = 4

/**
 * The cases for the shape at that place: for the first all, for another every fourth, not those that its neighbor has.
 * @type {Share}
 */
const shared = (cases, place) => (place ? cases.filter((_, at) => at % PARTS === place % PARTS) : cases)

/** The names of the files in tests/vectors that the suite reads, each to be given as a member of `vectors`. */
export const VECTORS = ['deliveries', 'timestamps', 'signatures', 'json', 'hmac']

/**
 * `isWhole`: every case in every shape. Otherwise the shapes share the cases, as one engine reads an object's keys much as the
 * next: each case comes in the first shape and in some of the others.
 * @param {Library} library
 * @param {Vectors} vectors
 * @param {Tally} tally
 */
export async function suite(library, vectors, tally, isWhole = false) {
  /** @type {Share} */
  const share = isWhole ? (cases) => cases : shared
  /** @type {((library: Library, vectors: Vectors, tally: Tally, share: Share) => Promise<void>)[]} */
  const parts = [deliveries, timestamps, signatures, payloads, snippet, unverified, lifecycle, arrivals, attacks, traps]
  for (const part of parts) await part(library, vectors, tally, share)
}
