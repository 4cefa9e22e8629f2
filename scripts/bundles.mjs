// Bundles the package's modules from the template: JavaScript by esbuild, one file for each public module.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { sourceOf } from './declarations.mjs'
import { buildInspector } from './inspector.mjs'

/**
 * The folders of the template and of the package, the modules, and the file of wasm-bindgen as it generated it.
 * @typedef {{ file: string, wasm: string, size: number }} Module
 * @typedef {{ template: string, out: string, verifier: Module, diagnosis: Module, glue: string }} Parts
 */

/**
 * `#load` is the one thing that differs between entries, and `#wasm` the file that it may import; the others are made here, such as
 * the module as text.
 * @param {string} loader
 * @param {Module} module
 * @param {Parts} parts
 * @returns {import('esbuild').Plugin}
 */
const resolveMade = (loader, { file, wasm }, { template, glue }) => ({
  name: 'made',
  setup({ onResolve, onLoad }) {
    /** @type {Record<string, () => import('esbuild').OnLoadResult>} */
    const contents = {
      '#wasm-hex': () => ({ contents: readFileSync(wasm, 'hex'), loader: 'text' }),
      '#wasm-sum': () => ({ contents: `export default ${sumOf(readFileSync(wasm))}` }),
      '#glue-imports': () => ({ contents: glueImports(wasm) })
    }
    onResolve({ filter: /^#load$/ }, () => ({ path: sourceOf(template, `lib/wasm/loaders/${loader}`) }))
    onResolve({ filter: /^#wasm\?module$/ }, ({ path }) => ({ path: path.replace('#wasm', `../${file}`), external: true }))
    onResolve({ filter: /^#glue$/ }, () => ({ path: glue }))
    onResolve({ filter: /^#(wasm-hex|wasm-sum|glue-imports)$/ }, ({ path }) => ({ path, namespace: 'made' }))
    onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) => contents[path]?.())
  }
})

/**
 * The functions of wasm-bindgen's file that the module imports. Named one by one, so that bundlers can drop them if unused.
 * @param {string} wasm
 */
function glueImports(wasm) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(wasm)))
  const [file] = new Set(imports.map(({ module }) => module))
  const names = imports.map(({ name }) => name).join(', ')
  return `import { ${names} } from '#glue'\nexport const imports = () => ({ '${file}': { ${names} } })\n`
}

/**
 * The sum that `sum` in crates/wasm/src/lib.rs computes; a last word that is not whole ends in zeros.
 * @param {Buffer} bytes
 */
function sumOf(bytes) {
  const words = Buffer.concat([bytes, Buffer.alloc(3)])
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (Math.imul(sum, 31) + words.readInt32LE(at)) | 0
  return sum
}

/**
 * `types` are for Deno, where a script is imported by its path and no manifest tells of them.
 * @param {Parts} parts
 * @param {string} loader
 * @param {string} outfile
 * @param {{ source?: string, types?: string, wasm?: Module, external?: string[] }} [options]
 */
const bundle = (parts, loader, outfile, { source = 'index.js', types, wasm = parts.verifier, external = [] } = {}) =>
  build({
    entryPoints: [sourceOf(parts.template, source)],
    outfile: join(parts.out, outfile),
    bundle: true,
    external,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    legalComments: 'none',
    banner: types ? { js: `/* @ts-self-types="${types}" */` } : {},
    // The first of all: gzip shares one code between the digits and the script around them.
    inject: loader.startsWith('inline') ? [sourceOf(parts.template, `lib/wasm/loaders/${loader}`)] : [],
    plugins: [resolveMade(loader, wasm, parts)]
  })

/**
 * The replay stores, by the file that each becomes, with nothing of the verifier in it. The first is the file that resolvers
 * without `exports` look for under the folder's name.
 */
export const STORES = {
  'index': 'memory',
  'redis': 'redis',
  'postgres': 'postgres',
  'sqlite': 'sqlite',
  'd1': 'd1',
  'durable-object': 'durable-object',
  'deno-kv': 'deno-kv'
}

/**
 * @param {Parts} parts
 * @param {string} name
 * @param {string} source
 */
async function bundleStore({ template, out }, name, source) {
  const entryPoints = [sourceOf(template, `replay/${source}`)]
  const banner = { js: `/* @ts-self-types="./${name}.d.ts" */` }
  await build({
    entryPoints,
    outfile: join(out, 'replay', `${name}.js`),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    banner
  })
}

/** Modules without the verifier in them: the adapters take what the main entry made. */
export const ADAPTERS = ['node', 'fastify', 'aws-lambda', 'delivery']

/** @param {Parts} parts */
async function bundleAdapters(parts) {
  for (const name of ADAPTERS) await bundle(parts, 'slim.js', `${name}.js`, { source: `${name}.js`, types: `./${name}.d.ts` })
}

/**
 * The diagnosis, with its own module.
 * @param {Parts} parts
 */
async function bundleDiagnosis(parts) {
  const own = { source: 'diagnose.ts', wasm: parts.diagnosis }
  await bundle(parts, 'inline-diagnose.js', 'diagnose.js', { ...own, types: './diagnose.d.ts' })
  await bundle(parts, 'compiled.js', 'entry/diagnose-compiled.js', own)
}

/**
 * The test kit imports the main entry by the package's name, as users do: so it gets the one that is there already, with
 * the loader of the place.
 * @param {Parts} parts
 */
async function bundleKit(parts) {
  await bundle(parts, 'slim.js', 'testing.js', { source: 'testing.js', external: ['webhook-verifier'], types: './testing.d.ts' })
}

/**
 * The command line in one file, which imports the package by its name; next to it the page that `inspect` serves.
 * @param {Parts} parts
 */
async function bundleCommand({ template, out }) {
  const outfile = join(out, 'bin/webhook-verifier.mjs')
  const entryPoints = [sourceOf(template, 'bin/webhook-verifier.mjs')]
  const external = ['webhook-verifier', 'webhook-verifier/*']
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', external, charset: 'utf8' })
  await buildInspector(out, join(out, 'bin/inspector.html'))
}

/** The public modules, by the file that each becomes; its source has the same path, but for the first store's. */
export const publicModules = () => {
  const names = ['index', 'slim', 'verifier.wasm', ...ADAPTERS, 'diagnose', 'testing', 'replay/store']
  const stores = Object.entries(STORES).map(([name, source]) => [`replay/${name}`, `replay/${source}`])
  return Object.fromEntries([...names.map((name) => [name, name]), ...stores])
}

/**
 * All JavaScript of the package, and the inspector.
 * @param {Parts} parts
 */
export async function bundlePackage(parts) {
  await bundle(parts, 'inline.js', 'index.js', { types: './index.d.ts' })
  await bundle(parts, 'compiled.js', 'entry/compiled.js')
  await bundle(parts, 'slim.js', 'slim.js', { source: 'slim.js', types: './slim.d.ts' })
  await bundleAdapters(parts)
  await bundleDiagnosis(parts)
  await bundleKit(parts)
  await bundleCommand(parts)
  for (const [name, source] of Object.entries(STORES)) await bundleStore(parts, name, source)
  // Types only, but Deno looks for the file that a declaration names.
  writeFileSync(join(parts.out, 'replay/store.js'), '/* @ts-self-types="./store.d.ts" */\nexport {}\n')
}
