// A Worker that runs the test kit's suite for each request.
import * as library from 'webhook-verifier'
import * as kit from 'webhook-verifier/testing'
import { Tally } from '../../suite/tally.mjs'
import { kitSuite } from './index.mjs'
import { oneInstance } from './one-instance.mjs'

export default {
  async fetch() {
    /** @type {string[]} */
    const lines = []
    const tally = new Tally((line) => lines.push(line))
    await oneInstance(library, kit, tally)
    await kitSuite(library, kit, tally)
    const status = tally.end() ? 200 : 500
    return new Response(lines.join('\n'), { status })
  }
}
