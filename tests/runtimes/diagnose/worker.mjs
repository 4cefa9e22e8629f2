// A Worker that runs the suite for each request.
import * as library from 'webhook-verifier/diagnose'
import { run } from './run.mjs'

export default {
  async fetch() {
    /** @type {string[]} */
    const lines = []
    const good = await run(library, (line) => lines.push(line))
    return new Response(lines.join('\n'), { status: good ? 200 : 500 })
  }
}
