// A Worker that runs the suite for each request, and answers with what the suite printed and whether it has Node's API.
import * as library from 'webhook-verifier'
import { linesOf } from './report.mjs'

export default {
  async fetch() {
    const headers = { 'x-runtime': globalThis.Buffer ? 'workerd with nodejs_compat' : 'workerd' }
    return new Response((await linesOf(library)).join('\n'), { headers })
  }
}
