// The weight of the handler, which a bundle has only where it imports it.
// @run handler's bundle size
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ok, present, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

const [, , folder = ''] = process.argv
/**
 * 576 of them bound the memory of a store: digests of long names and keys, the scope's length, one share for each scope. Another 512
 * are the diagnostics channel, Bun's own requests read at once, and leases apart from kept entries.
 */
const HANDLER_BYTES = 5440
/** 320 of them tell frameworks apart, so that an error names one remedy. */
const ADAPTER_BYTES = 3904
/** Words that are only in the handler's own files. */
const WORDS = ['bodyTimeoutSeconds', 'waitUntil', 'retry-after', 'schema_mismatch', 'in_progress', '~standard', 'keys are live']

/** @param {string} contents */
async function bundled(contents) {
  const { outputFiles } = await build({ stdin: { contents, resolveDir: folder }, bundle: true, minify: true, format: 'esm', write: false })
  const { text } = present(outputFiles[0])
  return { text, bytes: gzipSync(text, { level: 9 }).length }
}

const tally = new Tally()
const all = ['WebhookVerifier', 'WebhookError', 'parseUnverifiedEvent', 'signWebhook', 'verifyWebhook'].join(', ')
const without = await bundled(`export { ${all} } from 'webhook-verifier'`)
const withIt = await bundled("export * from 'webhook-verifier'")
await tally.group('a bundle without the handler has nothing of it', WORDS, (word) => {
  same([without.text.includes(word), withIt.text.includes(word)], [false, true], 'without and with')
})
const added = withIt.bytes - without.bytes
await tally.group(`the handler adds ${added} bytes, gzipped, its memory store included`, [added], () => {
  ok(added <= HANDLER_BYTES, `that is more than ${HANDLER_BYTES}`)
})
await tally.group(
  'an adapter is small and has nothing of the verifier in it',
  ['node', 'fastify', 'aws-lambda', 'delivery'],
  async (name) => {
    const { text, bytes } = await bundled(`export * from 'webhook-verifier/${name}'`)
    ok(bytes <= ADAPTER_BYTES, `it has ${bytes} bytes`)
    ok(!text.includes('WebAssembly') && !text.includes('0061736d'), 'the module is in it')
    const source = readFileSync(join(folder, `node_modules/webhook-verifier/${name}.js`), 'utf8')
    ok(!/^import /m.test(source), 'it imports a module')
  }
)
if (!tally.end()) process.exitCode = 1
