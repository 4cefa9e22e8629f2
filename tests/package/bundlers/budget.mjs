// Bytes that the package adds to a page, and their limits.
// @run bundle sizes
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ok, present } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

const [, , folder = ''] = process.argv

/** All but the handler, which a bundle has only if it imports it. */
const VERIFIER = 'WebhookError, WebhookVerifier, parseUnverifiedEvent, signWebhook, verifyWebhook'

/**
 * The most bytes of each, minified and gzipped. Since the first round they rose by the faster scanner (500), the causes of a module
 * that does not run (450), hooks, hints, receivedAt, signals and grouped options (1,600), digests of a memory store's long keys (150),
 * one share of it for each scope (100), the diagnostics channel (400), strings with escapes and characters beyond ASCII read as whole
 * tokens (280), copies of a header compared in place (120), a limit of logs before the verification and hints in them (100), one
 * remedy for an object of a framework's in place of a request (100), misspelled members of a secret (70), secrets that are the text of
 * an object (10); they fell by the known answers where the module is summed (500), by lists instead of patterns and fewer copies in the
 * module (800), and by the module's text before all of the script (170). Doing without regular expressions took 30.
 */
const BUDGETS = {
  [`export { ${VERIFIER} } from 'webhook-verifier'`]: 21_950,
  "export * from 'webhook-verifier'": 27_310,
  "export { WebhookVerifier } from 'webhook-verifier'": 21_480,
  "export { verifyWebhook } from 'webhook-verifier'": 16_150,
  "export * from 'webhook-verifier/slim'": 14_420,
  'the .wasm': 11_600
}

/** @param {string} line */
async function contentOf(line) {
  if (line === 'the .wasm') return readFileSync(join(folder, 'node_modules/webhook-verifier/verifier.wasm'))
  const stdin = { contents: line, resolveDir: folder }
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false })
  return present(outputFiles[0]).contents
}

const tally = new Tally()
await tally.group('budgets', Object.entries(BUDGETS), async ([line, most]) => {
  const content = await contentOf(line)
  const { length } = gzipSync(content, { level: 9 })
  console.log(`size ${line}: ${length} of ${most} bytes gzipped, ${content.length} without`)
  ok(length <= most, `${length} bytes instead of ${most}`)
})
if (!tally.end()) process.exitCode = 1
