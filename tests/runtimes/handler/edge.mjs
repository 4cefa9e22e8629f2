// For a script in EdgeVM, which has no modules: leaves the suite's lines and verdict in `finished`.
import * as library from 'webhook-verifier'
import { Tally } from '../../suite/tally.mjs'
import { handlerSuite } from './index.mjs'

/** @type {string[]} */
const lines = []
const tally = new Tally((line) => lines.push(line))
globalThis.finished = handlerSuite(library, tally).then(() => ({ good: tally.end(), text: lines.join('\n') }))
