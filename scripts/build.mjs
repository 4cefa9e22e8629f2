// Builds the publishable npm package in pkg/: what a person wrote in pkg-template/, plus the module and its version.
// `node scripts/build.mjs <template> <out> [types]` builds another template into another folder, with the declarations of `types`.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import { sourceOf, writeDeclarations } from './declarations.mjs'
import { buildInspector } from './inspector.mjs'
import { root, step, tools } from './project.mjs'
import { writeVectors } from './vectors.mjs'

const WASM_FEATURES = [
  'simd',
  'bulk-memory',
  'bulk-memory-opt',
  'nontrapping-float-to-int',
  'sign-ext',
  'mutable-globals',
  'reference-types',
  'multivalue'
]
const [, , template = join(root, 'pkg-template'), out = join(root, 'pkg'), types = template] = process.argv
const made = join(root, 'target/npm')

const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo')

const remapped = (folders) => Object.entries(folders).map(([from, to]) => `--remap-path-prefix=${from}=${to}`)

const runIn = (env, command, ...args) =>
  execFileSync(command, args, { cwd: root, env: { ...tools, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
const run = (...command) => runIn({}, ...command)

const [VERIFY, DIAGNOSE] = ['crates/wasm', 'crates/wasm-diagnose']

/** The names of the WebAssembly modules, by the crate's folder. The diagnosis is separate, so that the verifier's module stays small. */
const MODULES = { [VERIFY]: 'verifier', [DIAGNOSE]: 'diagnose' }

/**
 * The diagnosis goes without the verifier's flags in .cargo/config.toml: its memory grows, and unrolling would double it. Its panics
 * name source files, so the folders of this machine are mapped away.
 */
const FLAGS = {
  [VERIFY]: {},
  [DIAGNOSE]: { RUSTFLAGS: ['-Ctarget-feature=+simd128,+bulk-memory', ...remapped({ [cargoHome]: '/cargo', [root]: '/src' })].join(' ') }
}

/**
 * The diagnosis is ten times as large, and speed matters less: one pass is enough. The verifier's lowest kilobyte is the far end of
 * its stack, which is never half used.
 */
const PASSES = { [VERIFY]: ['-O3', '--converge', '--low-memory-unused'], [DIAGNOSE]: ['-Os'] }

/** Compiles a crate, shrinks the module and puts it into the package; returns what bundles need to know of it. */
function module(crate) {
  const wasm = shrink(compile(crate), PASSES[crate], crate === DIAGNOSE)
  return { file: `${MODULES[crate]}.wasm`, wasm, size: readFileSync(wasm).length }
}

/** Compilation is skipped where a stamp says that the same sources were compiled already: a checkout changes their times alone. */
function compile(crate) {
  const name = MODULES[crate]
  const folder = join(made, crate)
  const wasm = join(folder, `${name}_bg.wasm`)
  const stamp = join(folder, 'compiled.txt')
  if (existsSync(wasm) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return wasm
  rmSync(stamp, { force: true })
  runIn(
    FLAGS[crate],
    'wasm-pack',
    '--quiet',
    'build',
    crate,
    '--release',
    '--target',
    'bundler',
    '--mode',
    'no-install',
    '--no-pack',
    '--no-typescript',
    '--out-dir',
    folder,
    '--out-name',
    name
  )
  writeFileSync(stamp, sources)
  return wasm
}

/** A digest of all that Cargo compiles: paths and contents, and the compiler. */
function digestSources() {
  const digest = createHash('sha256').update(run('rustc', '--version', '--verbose'))
  const folders = ['.cargo', 'src', 'crates']
  const files = folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
  for (const file of ['Cargo.toml', 'Cargo.lock', 'scripts/build.mjs', ...files.sort()].map((name) => join(root, name))) {
    if (statSync(file).isFile()) digest.update(`${relative(root, file)}\0`).update(readFileSync(file))
  }
  return digest.digest('hex')
}

/**
 * Keeps the memory and our functions. The exports that wasm-bindgen adds for JavaScript values stay only if `hasGlue`: none cross
 * into the verifier. An unchanged module is not shrunk again, as that takes longer than anything else here.
 */
function shrink(wasm, passes, hasGlue) {
  const [graphFile, bare, small, stamp] = ['graph.json', 'bare.wasm', 'small.wasm', 'shrunk.txt'].map((name) => join(dirname(wasm), name))
  const made = [createHash('sha256').update(readFileSync(wasm)).digest('hex'), ...passes, version('binaryen')].join(' ')
  if (existsSync(small) && existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return small
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(wasm))).map(({ name }) => name)
  const graph = exported.filter((name) => hasGlue || !name.startsWith('__')).map((name) => ({ name, export: name, root: true }))
  const features = WASM_FEATURES.map((name) => `--enable-${name}`)
  writeFileSync(graphFile, JSON.stringify(graph))
  run('wasm-metadce', wasm, '--graph-file', graphFile, ...features, '-o', bare)
  run('wasm-opt', bare, ...passes, '--strip-producers', '--strip-target-features', ...features, '-o', small)
  writeFileSync(stamp, made)
  return small
}

const version = (name) => JSON.parse(readFileSync(join(root, `node_modules/${name}/package.json`), 'utf8')).version

/**
 * `#load` is the one thing that differs between entries, and `#wasm` the file that it may import; the others are made here, such as
 * the module as text.
 */
const resolveMade = (loader, { file, wasm }) => ({
  name: 'made',
  setup({ onResolve, onLoad }) {
    const contents = {
      '#wasm-hex': () => ({ contents: readFileSync(wasm, 'hex'), loader: 'text' }),
      '#wasm-sum': () => ({ contents: `export default ${sumOf(readFileSync(wasm))}` }),
      '#glue-imports': () => ({ contents: glueImports(wasm) })
    }
    onResolve({ filter: /^#load$/ }, () => ({ path: sourceOf(template, `lib/wasm/loaders/${loader}`) }))
    onResolve({ filter: /^#wasm\?module$/ }, ({ path }) => ({ path: path.replace('#wasm', `../${file}`), external: true }))
    // wasm-bindgen's own file, as it generated it.
    onResolve({ filter: /^#glue$/ }, () => ({ path: join(made, DIAGNOSE, 'diagnose_bg.js') }))
    onResolve({ filter: /^#(wasm-hex|wasm-sum|glue-imports)$/ }, ({ path }) => ({ path, namespace: 'made' }))
    onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) => contents[path]())
  }
})

/** The functions of wasm-bindgen's file that the module imports. Named one by one, so that bundlers can drop them if unused. */
function glueImports(wasm) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(wasm)))
  const [file] = new Set(imports.map(({ module }) => module))
  const names = imports.map(({ name }) => name).join(', ')
  return `import { ${names} } from '#glue'\nexport const imports = () => ({ '${file}': { ${names} } })\n`
}

/** The sum that `sum` in crates/wasm/src/lib.rs computes; a last word that is not whole ends in zeros. */
function sumOf(bytes) {
  const words = Buffer.concat([bytes, Buffer.alloc(3)])
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (Math.imul(sum, 31) + words.readInt32LE(at)) | 0
  return sum
}

/** `types` are for Deno, where a script is imported by its path and no manifest tells of them. */
const bundle = (loader, outfile, { source = 'index.js', types, wasm = verifier, external = [] } = {}) =>
  build({
    entryPoints: [sourceOf(template, source)],
    outfile: join(out, outfile),
    bundle: true,
    external,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    legalComments: 'none',
    banner: types ? { js: `/* @ts-self-types="${types}" */` } : {},
    plugins: [resolveMade(loader, wasm)]
  })

/**
 * The replay stores, by the file that each becomes, with nothing of the verifier in it. The first is the file that resolvers
 * without `exports` look for under the folder's name.
 */
const STORES = {
  'index': 'memory',
  'redis': 'redis',
  'postgres': 'postgres',
  'sqlite': 'sqlite',
  'd1': 'd1',
  'durable-object': 'durable-object',
  'deno-kv': 'deno-kv'
}

async function bundleStore([name, source]) {
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
const ADAPTERS = ['node', 'fastify', 'aws-lambda', 'delivery']

async function bundleAdapters() {
  for (const name of ADAPTERS) await bundle('slim.js', `${name}.js`, { source: `${name}.js`, types: `./${name}.d.ts` })
}

/** The diagnosis, with its own module. */
async function bundleDiagnosis() {
  const own = { source: 'diagnose.ts', wasm: diagnosis }
  await bundle('inline-diagnose.js', 'diagnose.js', { ...own, types: './diagnose.d.ts' })
  await bundle('compiled.js', 'entry/diagnose-compiled.js', own)
}

/**
 * The test kit imports the main entry by the package's name, as users do: so it gets the one that is there already, with
 * the loader of the place.
 */
async function bundleKit() {
  await bundle('slim.js', 'testing.js', { source: 'testing.js', external: ['webhook-verifier'], types: './testing.d.ts' })
}

/** The command line in one file, which imports the package by its name; next to it the page that `inspect` serves. */
async function bundleCommand() {
  const outfile = join(out, 'bin/webhook-verifier.mjs')
  const entryPoints = [sourceOf(template, 'bin/webhook-verifier.mjs')]
  const external = ['webhook-verifier', 'webhook-verifier/*']
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', external, charset: 'utf8' })
  await buildInspector(out, join(out, 'bin/inspector.html'))
}

/** The public modules, by the file that each becomes; its source has the same path, but for the first store's. */
const publicModules = () => {
  const names = ['index', 'slim', 'verifier.wasm', ...ADAPTERS, 'diagnose', 'testing', 'replay/store']
  const stores = Object.entries(STORES).map(([name, source]) => [`replay/${name}`, `replay/${source}`])
  return Object.fromEntries([...names.map((name) => [name, name]), ...stores])
}

function stampVersion() {
  const { packages } = JSON.parse(run('cargo', 'metadata', '--no-deps', '--format-version', '1'))
  const { version } = packages.find(({ name }) => name === 'webhook-verifier')
  const manifest = JSON.parse(readFileSync(join(template, 'package.json'), 'utf8'))
  writeFileSync(join(out, 'package.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`)
}

const done = step(`building the npm package in ${relative(root, out)}/`)
const sources = digestSources()
const [verifier, diagnosis] = Object.keys(MODULES).map(module)
run('cargo', 'xtask', 'contract', join(template, 'lib/contract'))
rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'entry'), { recursive: true })
for (const { file, wasm } of [verifier, diagnosis]) cpSync(wasm, join(out, file))
await bundle('inline.js', 'index.js', { types: './index.d.ts' })
await bundle('compiled.js', 'entry/compiled.js')
await bundle('slim.js', 'slim.js', { source: 'slim.js', types: './slim.d.ts' })
await bundleAdapters()
await bundleDiagnosis()
await bundleKit()
await bundleCommand()
for (const store of Object.entries(STORES)) await bundleStore(store)
await writeDeclarations(types, out, publicModules())
// Types only, but Deno looks for the file that a declaration names.
writeFileSync(join(out, 'replay/store.js'), '/* @ts-self-types="./store.d.ts" */\nexport {}\n')
for (const name of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE']) cpSync(join(root, name), join(out, name))
writeVectors(out)
stampVersion()
done(`${verifier.size} bytes of WebAssembly, and ${diagnosis.size} for the diagnosis`)
