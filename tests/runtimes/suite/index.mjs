// The suite: a function of the library under test. Nothing here names a runtime; cases and a tally come from the
// runner.
import { attacks } from './attacks.mjs'
import { deliveries } from './deliveries.mjs'
import { lifecycle } from './lifecycle.mjs'
import { payloads } from './payloads.mjs'
import { signatures } from './signatures.mjs'
import { snippet } from './snippet.mjs'
import { timestamps } from './timestamps.mjs'
import { traps } from './traps.mjs'
import { unverified } from './unverified.mjs'

export { Tally } from './tally.mjs'

/** The names of the files in tests/vectors that the suite reads, each to be given as a member of `vectors`. */
export const VECTORS = ['deliveries', 'timestamps', 'signatures', 'json', 'hmac']

export async function suite(library, vectors, tally) {
  for (const part of [deliveries, timestamps, signatures, payloads, snippet, unverified, lifecycle, attacks, traps]) {
    await part(library, vectors, tally)
  }
}
