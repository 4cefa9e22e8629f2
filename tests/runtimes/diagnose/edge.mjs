// For a script in EdgeVM, which has no modules: leaves the suite's lines and verdict in `finished`.
import * as library from 'webhook-verifier/diagnose'
import { run } from './run.mjs'

/** @type {string[]} */
const lines = []
globalThis.finished = run(library, (line) => lines.push(line)).then((good) => ({ good, text: lines.join('\n') }))
