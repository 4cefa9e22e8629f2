// The file that each set of conditions leads to, imported and required alike, for the runtimes and bundlers that are tested and
// for those that are not: a runtime without an entry of its own gets the default one.
// @run entries
import { relative } from 'node:path'
import { build } from 'esbuild'
import { present, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

const [, , folder = ''] = process.argv
const ENTRIES = [
  { name: 'an unknown runtime', conditions: [], file: 'index.js' },
  { name: 'a page', conditions: ['browser', 'module'], file: 'index.js' },
  { name: 'a bundle for Node', conditions: ['node', 'module'], file: 'index.js' },
  { name: 'a worker', conditions: ['worker', 'browser'], file: 'index.js' },
  { name: "Electron's renderer", conditions: ['electron', 'browser'], file: 'index.js' },
  { name: "Electron's main process", conditions: ['electron', 'node'], file: 'index.js' },
  { name: 'React Native', conditions: ['react-native', 'browser'], file: 'index.js' },
  { name: 'Netlify', conditions: ['netlify', 'worker'], file: 'index.js' },
  { name: 'Fastly', conditions: ['fastly', 'worker'], file: 'index.js' },
  { name: 'Node', conditions: ['node', 'module-sync'], file: 'index.js' },
  { name: 'Deno', conditions: ['deno', 'node'], file: 'index.js' },
  { name: 'Bun', conditions: ['bun', 'node'], file: 'index.js' },
  { name: 'Cloudflare', conditions: ['workerd', 'worker', 'browser'], file: 'entry/compiled.js' },
  { name: 'Cloudflare with Node', conditions: ['workerd', 'node'], file: 'entry/compiled.js' },
  { name: 'Vercel', conditions: ['edge-light', 'worker', 'browser'], file: 'entry/compiled.js' },
  { name: 'Vercel with Node', conditions: ['edge-light', 'node'], file: 'entry/compiled.js' }
]

/**
 * The file of the package that a line of code loads.
 * @param {string} contents
 * @param {string[]} conditions
 */
async function loaded(contents, conditions) {
  const { metafile } = await build({
    stdin: { contents, resolveDir: folder },
    absWorkingDir: folder,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'neutral',
    conditions,
    external: ['*.wasm?module'],
    logLevel: 'silent'
  })
  const [imported] = present(metafile.inputs['<stdin>']).imports
  return relative('node_modules/webhook-verifier', present(imported).path)
}

const tally = new Tally()
await tally.group('import', ENTRIES, async ({ conditions, file }) =>
  same(await loaded("export * from 'webhook-verifier'", conditions), file, 'file')
)
await tally.group('require', ENTRIES, async ({ conditions, file }) =>
  same(await loaded("module.exports = require('webhook-verifier')", conditions), file, 'file')
)
if (!tally.end()) process.exitCode = 1
