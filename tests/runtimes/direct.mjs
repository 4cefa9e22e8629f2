// The file of the ES module, imported by its path: nothing here resolves a package.
import * as library from '../node_modules/webhook-verifier/index.js'
import { suite, Tally } from '../suite/index.mjs'
import { vectors } from './vectors.mjs'

const tally = new Tally()
await suite(library, vectors, tally)
if (!tally.end()) throw new Error('the suite failed')
