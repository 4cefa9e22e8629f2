// Hosts on which the module cannot run: each cause has a message of its own. A page's policy is tested in the browsers.
// @run loading
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { NODES, nodeBinary, versionOf } from '../../../scripts/runtimes.mjs'
import { isError, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { freshEntry } from '../fresh.mjs'
import { startWorker } from '../worker.mjs'

/** @import { Mistyped } from '../../suite/cases.d.ts' */

const [, , folder = ''] = process.argv
const installed = join(folder, 'node_modules/webhook-verifier')

const ABSENT = 'This runtime has no WebAssembly. Node runs without it under --jitless, browsers in their lockdown modes.'
const FORBIDDEN =
  'This runtime forbids compiling WebAssembly, as Cloudflare Workers do. The package has to be resolved with the condition workerd; ' +
  "for Next.js on Workers, add serverExternalPackages: ['webhook-verifier'] to next.config."
const DAMAGED = "webhook-verifier's WebAssembly module is damaged: it does not compile. Install the package again."

/** The errors of the first calls, one line each. */
const PROGRAM = `
const messages = () => [() => verifyWebhook('{}', 't', 's', 'k'), () => verifyWebhook('{}', 't', 's', 'k'), () => new WebhookVerifier('k')].map((call) => {
  try { return String(call()) } catch (error) { return error.constructor.name + ': ' + error.message }
})`
/** @param {string} message */
const EXPECTED = (message) => Array(3).fill(`Error: ${message}`)

const tally = new Tally()

await tally.group('Node without WebAssembly', NODES, (major) => {
  const code = `import { verifyWebhook, WebhookVerifier } from 'webhook-verifier'${PROGRAM}; console.log(JSON.stringify(messages()))`
  const file = join(folder, 'jitless.mjs')
  writeFileSync(file, code)
  const { stdout, stderr } = spawnSync(nodeBinary(major), ['--jitless', file], { encoding: 'utf8' })
  same(stdout ? JSON.parse(stdout) : stderr, EXPECTED(ABSENT), 'messages')
})

/** The default entry, as a bundler brings it into a Worker that does not ask for workerd's. */
await tally.group('a Worker with the entry for Node', ['workerd'], async () => {
  const code = `import { verifyWebhook, WebhookVerifier } from './node_modules/webhook-verifier/index.js'${PROGRAM}
export default { fetch: () => Response.json(messages()) }`
  writeFileSync(join(folder, 'forbidden-worker.mjs'), code)
  const worker = await startWorker(folder, 'forbidden-worker.mjs')
  try {
    same(await (await worker.dispatchFetch('http://localhost/')).json(), EXPECTED(FORBIDDEN), 'messages')
  } finally {
    await worker.dispose()
  }
})

/** The end of the module's text is lost, or a digit of its version is another. */
const DAMAGE = {
  'cut off': (/** @type {string} */ code) => code.replace(/("0061736d[0-9a-f]{2000})[0-9a-f]+"/, '$1"'),
  'of another version': (/** @type {string} */ code) => code.replace('"0061736d01', '"0061736d02')
}
await tally.group('a module that is', Object.entries(DAMAGE), ([name, change]) => {
  const copy = join(folder, `damaged-${name.replaceAll(' ', '-')}`)
  mkdirSync(copy, { recursive: true })
  cpSync(join(installed, 'index.js'), join(copy, 'index.js'))
  const code = readFileSync(join(copy, 'index.js'), 'utf8')
  if (change(code) === code) throw new Error('nothing was damaged')
  writeFileSync(join(copy, 'index.js'), change(code))
  const library = freshEntry(copy, 'index.js')()
  for (let calls = 0; calls < 3; calls++) {
    const error = thrown(() => library.verifyWebhook('{}', 't', 's', 'k'))
    isError(error, Error)
    same([error.message, error.cause instanceof WebAssembly.CompileError], [DAMAGED, true], 'message, cause')
  }
})

/**
 * Results of imports of a .wasm file that is not compiled on import.
 * @type {Record<string, Mistyped>}
 */
const OTHERS = {
  String: '/assets/verifier.wasm',
  Uint8Array: new Uint8Array(8),
  ArrayBuffer: new ArrayBuffer(8),
  Promise: Promise.resolve(),
  Object: {}
}
await tally.group('a module that is a', Object.entries(OTHERS), ([kind, module]) => {
  const library = freshEntry(installed, 'slim.js')()
  library.init(module)
  const error = thrown(() => library.verifyWebhook('{}', 't', 's', 'k'))
  isError(error, TypeError)
  same(
    error.message,
    `The module must be a compiled WebAssembly.Module, not ${kind}; your bundler decides what an import of .wasm?module gives.`,
    'message'
  )
})

await tally.group('a module of another realm', ['node:vm'], () => {
  const require = createRequire(import.meta.url)
  const library = freshEntry(installed, 'slim.js')()
  const bytes = readFileSync(join(installed, 'verifier.wasm'))
  library.init(require('node:vm').runInNewContext('new WebAssembly.Module(bytes)', { bytes }))
  same(library.verifyWebhook('{}', 't', 's', 'k'), false, 'verdict')
})
console.log(`ran workerd ${versionOf('runtimes', 'workerd')}: the message where compiling is forbidden`)
if (!tally.end()) process.exitCode = 1
