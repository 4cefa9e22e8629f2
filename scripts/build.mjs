// Builds the publishable npm package in pkg/: what a person wrote in pkg-template/, plus the module and its version.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root, step, tools } from './project.mjs'

const WASM_FEATURES = ['simd', 'bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue']
const out = join(root, 'pkg')
const template = join(root, 'pkg-template')
const made = join(root, 'target/npm')

const run = (command, ...args) => execFileSync(command, args, { cwd: root, env: tools, stdio: ['ignore', 'pipe', 'inherit'] })

function compile() {
  run('wasm-pack', '--quiet', 'build', 'wasm', '--release', '--target', 'bundler', '--mode', 'no-install', '--no-pack', '--no-typescript', '--out-dir', made, '--out-name', 'webhook_verifier')
  return join(made, 'webhook_verifier_bg.wasm')
}

/** Keeps the memory and our functions: what wasm-bindgen adds for JavaScript values, none of which cross, goes. */
function shrink(wasm) {
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(wasm))).map(({ name }) => name)
  const graph = exported.filter((name) => !name.startsWith('__')).map((name) => ({ name, export: name, root: true }))
  const features = WASM_FEATURES.map((name) => `--enable-${name}`)
  const [graphFile, bare, small] = ['graph.json', 'bare.wasm', 'small.wasm'].map((name) => join(made, name))
  writeFileSync(graphFile, JSON.stringify(graph))
  run('wasm-metadce', wasm, '--graph-file', graphFile, ...features, '-o', bare)
  // The lowest kilobyte is the far end of the stack, which is never half used.
  run('wasm-opt', bare, '-O3', '--converge', '--low-memory-unused', '--strip-producers', '--strip-target-features', ...features, '-o', small)
  return small
}

/** `#load` is the one thing that differs between entries; the others are made here: the module as text, the messages. */
const resolveMade = (loader, wasm, messages) => ({
  name: 'made',
  setup({ onResolve, onLoad }) {
    const contents = {
      '#wasm-hex': () => ({ contents: readFileSync(wasm, 'hex'), loader: 'text' }),
      '#messages': () => ({ contents: messages }),
    }
    onResolve({ filter: /^#load$/ }, () => ({ path: join(template, 'entry', loader) }))
    onResolve({ filter: /\.wasm/ }, ({ path }) => ({ path, external: true }))
    onResolve({ filter: /^#(wasm-hex|messages)$/ }, ({ path }) => ({ path, namespace: 'made' }))
    onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) => contents[path]())
  },
})

/** `types` are for Deno, where a script is imported by its path and no manifest tells of them. */
const bundle = (loader, outfile, { source = 'index.js', format = 'esm', types } = {}) =>
  build({
    entryPoints: [join(template, source)],
    outfile: join(out, outfile),
    bundle: true,
    format,
    // Named imports of the CommonJS file need esbuild's annotation for Node.
    platform: format === 'cjs' ? 'node' : 'neutral',
    inject: format === 'cjs' ? [join(template, 'entry/coders.js')] : [],
    target: 'es2022',
    legalComments: 'none',
    banner: types ? { js: `/* @ts-self-types="${types}" */` } : {},
    plugins: [resolveMade(loader, wasm, messages)],
  })

/**
 * The replay stores, by the file that each becomes: one for either kind of module, with nothing of the verifier in it. The
 * first is what resolvers without `exports` look for under the folder's name.
 */
const STORES = { 'index': 'memory', 'redis': 'redis', 'postgres': 'postgres', 'durable-object': 'durable-object', 'deno-kv': 'deno-kv' }

async function bundleStore([name, source]) {
  const common = { entryPoints: [join(template, 'replay', `${source}.js`)], bundle: true, target: 'es2022' }
  const outfile = join(out, 'replay', name)
  const banner = { js: `/* @ts-self-types="./${name}.d.ts" */` }
  await build({ ...common, outfile: `${outfile}.js`, format: 'esm', platform: 'neutral', banner })
  await build({ ...common, outfile: `${outfile}.cjs`, format: 'cjs', platform: 'node' })
  copyTypes(`replay/${name}`, `replay/${source}`)
}

/** A file each way for each adapter. They take what the main entry made, and have nothing of it in them. */
const ADAPTERS = ['node', 'fastify', 'aws-lambda']

async function bundleAdapters() {
  for (const name of ADAPTERS) {
    await bundle('slim.js', `${name}.js`, { source: `${name}.js`, types: `./${name}.d.ts` })
    await bundle('slim.js', `${name}.cjs`, { source: `${name}.js`, format: 'cjs' })
    copyTypes(name)
  }
}

/** CommonJS has types of its own, which differ in what they import. */
function copyTypes(name, source = name) {
  const types = readFileSync(join(template, `${source}.d.ts`), 'utf8')
  writeFileSync(join(out, `${name}.d.ts`), types)
  writeFileSync(join(out, `${name}.d.cts`), types.replaceAll(/(?<=from '\.\/[\w/-]+)\.js'/g, ".cjs'"))
}

function stampVersion() {
  const { packages } = JSON.parse(run('cargo', 'metadata', '--no-deps', '--format-version', '1'))
  const { version } = packages.find(({ name }) => name === 'webhook-verifier')
  const manifest = JSON.parse(readFileSync(join(template, 'package.json'), 'utf8'))
  writeFileSync(join(out, 'package.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`)
}

const done = step('building the npm package in pkg/')
const wasm = shrink(compile())
const messages = run('cargo', 'run', '--quiet', '--package', 'webhook-verifier-messages')
rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'entry'), { recursive: true })
cpSync(wasm, join(out, 'webhook_verifier_bg.wasm'))
await bundle('inline.js', 'index.js', { types: './index.d.ts' })
await bundle('inline.js', 'entry/node.cjs', { format: 'cjs' })
await bundle('workerd.js', 'entry/workerd.js')
await bundle('edge-light.js', 'entry/edge-light.js')
await bundle('slim.js', 'entry/slim.js', { source: 'slim.js', types: '../slim.d.ts' })
await bundle('slim.js', 'entry/slim.cjs', { source: 'slim.js', format: 'cjs' })
for (const name of ['node.mjs', 'node-slim.mjs']) cpSync(join(template, 'entry', name), join(out, 'entry', name))
for (const name of ['index', 'slim', 'webhook_verifier_bg.wasm']) copyTypes(name)
await bundleAdapters()
for (const store of Object.entries(STORES)) await bundleStore(store)
copyTypes('replay/store')
// Types only, but Deno looks for the file that a declaration names.
writeFileSync(join(out, 'replay/store.js'), '/* @ts-self-types="./store.d.ts" */\nexport {}\n')
for (const name of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE']) cpSync(join(root, name), join(out, name))
stampVersion()
done(`${readFileSync(wasm).length} bytes of WebAssembly`)
