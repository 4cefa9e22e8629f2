// The test kit on runtimes that import what they need.
// @run test kit, %; on: Node 20, Node 26
// @run test kit in %; on: Deno, Bun
import * as library from 'webhook-verifier'
import * as kit from 'webhook-verifier/testing'
import { kitSuite } from './testing/index.mjs'
import { oneInstance } from './testing/one-instance.mjs'
import { Tally } from '../suite/tally.mjs'

const tally = new Tally()
oneInstance(library, kit, tally)
  .then(() => kitSuite(library, kit, tally))
  .then(() => {
    if (!tally.end()) throw new Error('the suite failed')
  })
