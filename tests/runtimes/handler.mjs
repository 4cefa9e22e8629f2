// The handler's suite on runtimes that import what they need.
import * as library from 'webhook-verifier'
import { handlerSuite } from './handler/index.mjs'
import { Tally } from './suite/tally.mjs'

const tally = new Tally()
handlerSuite(library, tally).then(() => {
  if (!tally.end()) throw new Error('the suite failed')
})
