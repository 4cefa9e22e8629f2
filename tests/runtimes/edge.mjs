// For a script in EdgeVM, which has no modules: leaves the suite's lines and verdict in `finished`.
import * as library from 'webhook-verifier'
import { suite, Tally } from '../suite/index.mjs'
import { vectors } from './vectors.mjs'

/** @type {string[]} */
const lines = []
const tally = new Tally((line) => lines.push(line))
globalThis.finished = suite(library, vectors, tally).then(() => ({ good: tally.end(), text: lines.join('\n') }))
