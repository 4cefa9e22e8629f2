// The test kit as a sub-path: what it exports, what it brings along, and that a bundle of it and the library has the
// library once.
// @run test kit in bundles
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ok, present, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { folder, ownFolder, sumOf, tool } from '../bundlers/bundles.mjs'

const EXPORTS = [
  'assertRejectsForgeries',
  'attackDeliveries',
  'attackEndpoint',
  'checklistDeliveries',
  'jobCompleted',
  'jobError',
  'jobFailed',
  'jobStarted',
  'signedDelivery',
  'signedRequest',
  'signedRetry',
  'testReplayStore'
]
/** Words that are only in the kit's own files. */
const WORDS = ['x-webhook-delivery-id', 'eavesdropper', 'insufficient_credits', 'countHandled', 'job.archived']
/** Gzipped, 2 KB of it for the contract of a replay store. */
const MOST = 14_336

const importing = join(folder, 'runtimes/testing/imported.mjs')
const mixed = join(folder, 'runtimes/testing/mixed/app.mjs')

/** @param {import('esbuild').Platform} platform */
const esbuilt = (platform) => (/** @type {string} */ outfile) =>
  build({ entryPoints: [mixed], outfile, bundle: true, format: 'esm', platform, logLevel: 'silent' })

/**
 * Rollup needs a plugin for what requires.
 * @param {string} file
 */
async function rolledUp(file) {
  const plugins = [tool('@rollup/plugin-node-resolve').nodeResolve({ browser: true })]
  await written(await tool('rollup').rollup({ input: importing, plugins, onwarn: refuse }), file)
}

/**
 * @param {Foreign} bundle
 * @param {string} file
 */
async function written(bundle, file) {
  await bundle.write({ file, format: 'es' })
  await bundle.close()
}

/** @param {{ message: string }} warning */
function refuse({ message }) {
  throw new Error(`a warning: ${message}`)
}

/** @param {string} file */
function vite(file) {
  const rollupOptions = { input: mixed, output: { entryFileNames: basename(file) } }
  return tool('vite').build({ root: folder, configFile: false, logLevel: 'silent', build: { outDir: dirname(file), rollupOptions } })
}

/** @param {string} file */
function packed(file) {
  const output = { path: dirname(file), filename: basename(file) }
  const compiler = tool('webpack')({ mode: 'development', devtool: false, target: 'web', entry: mixed, context: folder, output })
  return new Promise((resolve, reject) => {
    /**
     * @param {Error} error
     * @param {Foreign} stats
     */
    const end = (error, stats) => (error || stats.hasErrors() ? reject(error ?? stats.toString()) : resolve(undefined))
    compiler.run((/** @type {Error} */ error, /** @type {Foreign} */ stats) => compiler.close(() => end(error, stats)))
  })
}

const BUNDLES = {
  'esbuild, for browsers': esbuilt('browser'),
  'esbuild, for Node': esbuilt('node'),
  'Rollup': rolledUp,
  'Rolldown': async (/** @type {string} */ file) => written(await tool('rolldown').rolldown({ input: mixed, platform: 'browser' }), file),
  'Vite': vite,
  'webpack': packed
}

const tally = new Tally()
await tally.group('exports, imported and required', ['import', 'require'], async (way) => {
  const importer = join(folder, 'runtimes/testing/kit.mjs')
  const load = { import: () => import(pathToFileURL(importer).href), require: () => createRequire(importer)('webhook-verifier/testing') }
  same(Object.keys(await load[/** @type {keyof typeof load} */ (way)]()).sort(), EXPORTS, 'exports')
})
await tally.group('imports of testing.js', ['the main entry, by its name'], async () => {
  const file = join(folder, 'node_modules/webhook-verifier/testing.js')
  const entryPoints = [file]
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    external: ['*'],
    logLevel: 'silent'
  })
  const { imports } = present(Object.values(metafile.inputs)[0])
  same(
    [...new Set(imports.map(({ path }) => path))].filter((path) => !path.startsWith('node:')),
    ['webhook-verifier'],
    'imports'
  )
  ok(!readFileSync(file, 'utf8').includes('WebAssembly'), 'it has WebAssembly')
})
/**
 * @param {string} contents
 * @param {string[]} [external]
 */
const bundled = async (contents, external = []) => {
  const stdin = { contents, resolveDir: folder }
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false, external })
  return present(outputFiles[0]).text
}
await tally.group('the main entry has nothing of it', WORDS.slice(1), async (word) => {
  const [main, kit] = [await bundled("export * from 'webhook-verifier'"), await bundled("export * from 'webhook-verifier/testing'")]
  same([main.includes(word), kit.includes(word)], [false, true], 'without and with')
})
await tally.group('its weight', [MOST], async () => {
  const kit = await bundled("export * from './node_modules/webhook-verifier/testing.js'", ['webhook-verifier'])
  const { length } = gzipSync(kit, { level: 9 })
  console.log(`size export * from 'webhook-verifier/testing': ${length} of ${MOST} bytes gzipped, beside the main entry`)
  ok(length <= MOST, `${length} bytes`)
})
await tally.group('once in a bundle of', Object.entries(BUNDLES), async ([, bundle]) => {
  const file = join(ownFolder('kit'), 'bundle.mjs')
  await bundle(file)
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
  const { count, failures } = sumOf(stdout)
  same([status, failures], [0, []], `outcome (${stderr.slice(0, 300)})`)
  ok(count > 500, `${count} checks`)
})
if (!tally.end()) process.exitCode = 1
