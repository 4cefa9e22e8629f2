// Deno and Bun: all is imported, so that Deno needs no permission to read.
import * as library from 'webhook-verifier'
import { suite, Tally } from './suite/index.mjs'
import { vectors } from './vectors.mjs'

const tally = new Tally()
await suite(library, vectors, tally)
if (!tally.end()) throw new Error('the suite failed')
