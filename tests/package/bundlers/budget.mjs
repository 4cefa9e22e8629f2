// What the package adds to a page, and how much it may.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ok } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'

const [, , folder] = process.argv

/** All but the handler, which nobody carries who does not import it. */
const VERIFIER = 'WebhookError, WebhookVerifier, parseUnverifiedEvent, signWebhook, verifyWebhook'

/** The most bytes of each, minified and gzipped. The first is to come down to 9 * 1024. */
const BUDGETS = {
  [`export { ${VERIFIER} } from 'webhook-verifier'`]: 20_240,
  "export * from 'webhook-verifier'": 24_020,
  "export { WebhookVerifier } from 'webhook-verifier'": 19_780,
  "export { verifyWebhook } from 'webhook-verifier'": 16_150,
  "export * from 'webhook-verifier/slim'": 10_510,
  'the .wasm': 11_360,
}

async function contentOf(line) {
  if (line === 'the .wasm') return readFileSync(join(folder, 'node_modules/webhook-verifier/webhook_verifier_bg.wasm'))
  const stdin = { contents: line, resolveDir: folder }
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false })
  return outputFiles[0].contents
}

const tally = new Tally()
await tally.group('budgets', Object.entries(BUDGETS), async ([line, most]) => {
  const content = await contentOf(line)
  const { length } = gzipSync(content, { level: 9 })
  console.log(`size ${line}: ${length} of ${most} bytes gzipped, ${content.length} without`)
  ok(length <= most, `${length} bytes instead of ${most}`)
})
if (!tally.end()) process.exitCode = 1
