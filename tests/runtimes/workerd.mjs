// A Worker that runs the suite when it is asked, and answers with what the suite printed.
import * as library from 'webhook-verifier'
import { suite, Tally } from './suite/index.mjs'
import { vectors } from './vectors.mjs'

export default {
  async fetch() {
    const lines = []
    const tally = new Tally((line) => lines.push(line))
    await suite(library, vectors, tally)
    const status = tally.end() ? 200 : 500
    return new Response(lines.join('\n'), { status })
  },
}
