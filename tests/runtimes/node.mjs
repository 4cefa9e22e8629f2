// Node, as an ES module.
import * as library from 'webhook-verifier'
import { run } from './node-run.mjs'

await run(library, 'ES module', true)
