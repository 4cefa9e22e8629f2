// Copied into each app: runs the suite and names the runtime that did.
import * as library from 'webhook-verifier'
import { linesOf } from './runtimes/report.mjs'

export async function answer() {
  const headers = { 'x-runtime': globalThis.navigator.userAgent }
  return new Response((await linesOf(library)).join('\n'), { headers })
}
