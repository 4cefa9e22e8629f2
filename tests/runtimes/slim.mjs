// The slim entry in Node: no verdict before `init`, the same suite after it, and one `init` for both ways of loading it.
// @run suite on the slim entry; on: Node 22; core
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as library from 'webhook-verifier/slim'
import { onePackage } from './one-package.mjs'
import { isError, thrown } from '../suite/expect.mjs'
import { suite, Tally } from '../suite/index.mjs'
import { vectors } from './vectors.mjs'

const tally = new Tally()
await tally.group('before init', ['verifyWebhook'], () =>
  isError(
    thrown(() => library.verifyWebhook('', '', '', 'k')),
    TypeError
  )
)
const require = createRequire(import.meta.url)
library.init(new WebAssembly.Module(readFileSync(require.resolve('webhook-verifier/verifier.wasm'))))
await onePackage([library, require('webhook-verifier/slim')], tally)
await suite(library, vectors, tally)
if (!tally.end()) process.exitCode = 1
