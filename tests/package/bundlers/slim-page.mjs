// The suite in a page of a Vite app that leaves the module out of its script, and fetches it as an asset.
import * as library from 'webhook-verifier/slim'
import address from 'webhook-verifier/verifier.wasm?url'
import { suite, Tally } from '../../suite/index.mjs'
import { vectors } from '../../runtimes/vectors.mjs'

async function run() {
  /** @type {string[]} */
  const lines = []
  const tally = new Tally((line) => lines.push(line))
  library.init(await WebAssembly.compileStreaming(fetch(address)))
  await suite(library, vectors, tally)
  tally.end()
  return { text: lines.join('\n') }
}

globalThis.finished = run()
