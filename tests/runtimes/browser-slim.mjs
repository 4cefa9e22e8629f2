// The suite on the slim entry in a page, which fetches the module while it is compiled.
import * as library from 'webhook-verifier/slim'
import { report } from './browser-report.mjs'
import { suite } from '../suite/index.mjs'
import { vectors } from './vectors.mjs'

report(async (tally) => {
  library.init(await WebAssembly.compileStreaming(fetch('node_modules/webhook-verifier/verifier.wasm')))
  await suite(library, vectors, tally)
})
