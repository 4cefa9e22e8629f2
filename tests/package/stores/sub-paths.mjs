// Each store is a sub-path of its own, imported or required, that brings nothing along: no import, nothing of the verifier, and
// no need of a global before it is used.
// @run replay stores as sub-paths
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build, transformSync } from 'esbuild'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { folder, load } from './load.mjs'

const EXPORTS = {
  'index': ['memoryReplayStore'],
  'redis': ['redisReplayStore'],
  'postgres': ['postgresReplayStore', 'replayTableSql'],
  'sqlite': ['sqliteReplayStore'],
  'd1': ['d1ReplayStore'],
  'durable-object': ['WebhookReplayObject', 'durableObjectReplayStore'],
  'deno-kv': ['denoKvReplayStore']
}
/** 1,700 of them are the memory store's: leases apart from kept entries, one share for each scope, no promise for each call of a handler. */
const LARGEST = 9500
const STORES = Object.entries(EXPORTS)
/** @param {string} name */
const specifierOf = (name) => (name === 'index' ? 'webhook-verifier/replay' : `webhook-verifier/replay/${name}`)
const FILES = STORES.map(([name]) => `${name}.js`)
/** @param {string} file */
const pathOf = (file) => join(folder, 'node_modules/webhook-verifier/replay', file)

const tally = new Tally()
const paths = Object.keys(load('webhook-verifier/package.json').exports).filter((path) => path.startsWith('./replay'))
await tally.group('every store of the package is listed above', paths, (path) =>
  ok((path.slice('./replay/'.length) || 'index') in EXPORTS, 'no test imports it')
)
await tally.group('imported', STORES, async ([name, names]) => {
  const importer = join(folder, `import-${name}.mjs`)
  writeFileSync(importer, `export * from '${specifierOf(name)}'\n`)
  same(Object.keys(await import(pathToFileURL(importer).href)).sort(), names, 'exports')
})
await tally.group('required', STORES, ([name, names]) => same(Object.keys(load(specifierOf(name))).sort(), names, 'exports'))
await tally.group('nothing is brought along', FILES, async (file) => {
  const entryPoints = [pathOf(file)]
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    external: ['*'],
    format: 'esm',
    logLevel: 'silent'
  })
  const inputs = Object.values(metafile.inputs)
  same([inputs.length, inputs.flatMap(({ imports }) => imports)], [1, []], 'files and imports')
  const source = readFileSync(pathOf(file), 'utf8')
  ok(source.length < LARGEST, `${source.length} characters`)
  ok(!source.includes('WebAssembly'), 'has WebAssembly')
})
await tally.group('in a realm without anything', STORES, ([name, names]) => {
  const module = { exports: {} }
  const { code } = transformSync(readFileSync(pathOf(`${name}.js`), 'utf8'), { format: 'cjs' })
  runInContext(code, createContext({ module }))
  same(Object.keys(module.exports).sort(), names, 'exports')
})
if (!tally.end()) process.exitCode = 1
