// Node, as an ES module, with the whole suite; Deno and Bun have the share of all others.
// @run suite, imported, %; on: every Node; core
import * as library from 'webhook-verifier'
import { run } from './node-run.mjs'

await run(library, 'imported', !('Deno' in globalThis || 'Bun' in globalThis))
