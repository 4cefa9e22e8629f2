// The answer of each place of the server: the suite's lines, and in a header the runtime that it has.
import * as library from 'webhook-verifier'
import { linesOf } from './runtimes/report.mjs'

/** @param {object} [more] */
export async function answer(more) {
  const headers = { 'x-runtime': globalThis.EdgeRuntime ?? 'node' }
  return new Response((await linesOf(library, more)).join('\n'), { headers })
}
