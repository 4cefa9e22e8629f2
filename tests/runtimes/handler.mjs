// The handler's suite on runtimes that import what they need.
// @run handler, %; on: every Node
// @run handler in %; on: Deno, Bun
import * as library from 'webhook-verifier'
import { handlerSuite } from './handler/index.mjs'
import { Tally } from '../suite/tally.mjs'

const tally = new Tally()
handlerSuite(library, tally).then(() => {
  if (!tally.end()) throw new Error('the suite failed')
})
