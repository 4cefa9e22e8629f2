// Deno, Bun and bundles: all is imported, so that Deno needs no permission to read. No top-level await, which not every
// format of bundles has.
// @run suite in %; on: Deno, Bun; core
import * as library from 'webhook-verifier'
import { suite, Tally } from '../suite/index.mjs'
import { vectors } from './vectors.mjs'

const tally = new Tally()
suite(library, vectors, tally).then(() => {
  if (!tally.end()) throw new Error('the suite failed')
})
