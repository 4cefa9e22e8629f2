// The slim entry in Node: no verdict before `init`, the same suite after it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as library from 'webhook-verifier/slim'
import { isError, thrown } from './suite/expect.mjs'
import { suite, Tally } from './suite/index.mjs'
import { vectors } from './vectors.mjs'

const tally = new Tally()
await tally.group('before init', ['verifyWebhook'], () => isError(thrown(() => library.verifyWebhook('', '', '', 'k')), TypeError))
const wasm = createRequire(import.meta.url).resolve('webhook-verifier/webhook_verifier_bg.wasm')
library.init(new WebAssembly.Module(readFileSync(wasm)))
await suite(library, vectors, tally)
if (!tally.end()) process.exitCode = 1
