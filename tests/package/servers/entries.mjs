// Which file each set of conditions leads to, for the runtimes and bundlers that are tested and for those that are not:
// whoever has no entry of his own gets the default one.
import { relative } from 'node:path'
import { build } from 'esbuild'
import { same } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'

const [, , folder] = process.argv
const ENTRIES = [
  { name: 'nobody knows who', conditions: [], file: 'index.js' },
  { name: 'a page', conditions: ['browser', 'module'], file: 'index.js', required: 'index.js' },
  { name: 'a bundle for Node', conditions: ['node', 'module'], file: 'index.js', required: 'index.js' },
  { name: 'a worker', conditions: ['worker', 'browser'], file: 'index.js' },
  { name: "Electron's renderer", conditions: ['electron', 'browser'], file: 'index.js' },
  { name: "Electron's main process", conditions: ['electron', 'node'], file: 'entry/node.mjs', required: 'entry/node.cjs' },
  { name: 'React Native', conditions: ['react-native', 'browser'], file: 'index.js' },
  { name: 'Netlify', conditions: ['netlify', 'worker'], file: 'index.js' },
  { name: 'Fastly', conditions: ['fastly', 'worker'], file: 'index.js' },
  { name: 'Node', conditions: ['node', 'module-sync'], file: 'entry/node.mjs', required: 'entry/node.cjs' },
  { name: 'Deno', conditions: ['deno', 'node'], file: 'entry/node.mjs', required: 'entry/node.cjs' },
  { name: 'Bun', conditions: ['bun', 'node'], file: 'entry/node.mjs', required: 'entry/node.cjs' },
  { name: 'Cloudflare', conditions: ['workerd', 'worker', 'browser'], file: 'entry/workerd.js', required: 'entry/workerd.js' },
  { name: 'Cloudflare with Node', conditions: ['workerd', 'node'], file: 'entry/workerd.js', required: 'entry/workerd.js' },
  { name: 'Vercel', conditions: ['edge-light', 'worker', 'browser'], file: 'entry/edge-light.js', required: 'entry/edge-light.js' },
  { name: 'Vercel with Node', conditions: ['edge-light', 'node'], file: 'entry/edge-light.js', required: 'entry/edge-light.js' },
]

/** The file of the package that a line of code loads. */
async function loaded(contents, conditions) {
  const { metafile } = await build({
    stdin: { contents, resolveDir: folder },
    absWorkingDir: folder,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'neutral',
    conditions,
    external: ['*.wasm', '*.wasm?module'],
    logLevel: 'silent',
  })
  const [{ path }] = metafile.inputs['<stdin>'].imports
  return relative('node_modules/webhook-verifier', path)
}

const tally = new Tally()
await tally.group('import', ENTRIES, async ({ conditions, file }) =>
  same(await loaded("export * from 'webhook-verifier'", conditions), file, 'file')
)
await tally.group('require', ENTRIES, async ({ conditions, required = 'entry/node.cjs' }) =>
  same(await loaded("module.exports = require('webhook-verifier')", conditions), required, 'file')
)
if (!tally.end()) process.exitCode = 1
