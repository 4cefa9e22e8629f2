// Builds the publishable npm package in pkg/: compiles the crates that become WebAssembly modules, shrinks the modules, and bundles the
// template with them. Modules are not made again for the same sources.
// `node scripts/build.mjs <template> <out> [types]` builds another template into another folder, with the declarations of `types`.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'
import { bundlePackage, publicModules } from './bundles.mjs'
import { writeDeclarations } from './declarations.mjs'
import { root, step, tools } from './project.mjs'
import { writeVectors } from './vectors.mjs'

/**
 * A crate with the name of its module, the environment of its compiler, and the passes that shrink it. `hasGlue` is whether JavaScript
 * values cross into it.
 * @typedef {{ folder: string, name: string, env: NodeJS.ProcessEnv, passes: string[], hasGlue: boolean }} Crate
 */

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

/** @param {Record<string, string>} folders */
const remapped = (folders) => Object.entries(folders).map(([from, to]) => `--remap-path-prefix=${from}=${to}`)

/**
 * The verifier's lowest kilobyte is the far end of its stack, which is never half used.
 * @type {Crate}
 */
const VERIFIER = {
  folder: 'crates/wasm',
  name: 'verifier',
  env: {},
  passes: ['-O3', '--converge', '--low-memory-unused', '--flexible-inline-max-function-size=10'],
  hasGlue: false
}

/**
 * A module of its own, so that the verifier's stays small. It goes without the verifier's flags in .cargo/config.toml: its memory
 * grows, and unrolling would double it. Its panics name source files, so the folders of this machine are mapped away. It is ten times
 * as large, and speed matters less: one pass is enough. Each call has a fresh memory and wipes it, so a stack of the usual 1 MiB would take
 * most of the time; of these 64 KiB, the deepest input takes less than a third.
 * @type {Crate}
 */
const DIAGNOSIS = {
  folder: 'crates/wasm-diagnose',
  name: 'diagnose',
  env: {
    RUSTFLAGS: [
      '-Ctarget-feature=+simd128,+bulk-memory',
      '-Clink-arg=-zstack-size=65536',
      ...remapped({ [cargoHome]: '/cargo', [root]: '/src' })
    ].join(' ')
  },
  passes: ['-Os'],
  hasGlue: true
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
const run = (command, args, env) =>
  execFileSync(command, args, { cwd: root, env: { ...tools, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })

/**
 * The module of a crate: the name of its file in the package, its path, and its size.
 * @param {Crate} crate
 */
function buildModule(crate) {
  const wasm = shrink(compile(crate), crate)
  return { file: `${crate.name}.wasm`, wasm, size: statSync(wasm).size }
}

/**
 * Compilation is skipped where a stamp says that the same sources were compiled already: a checkout changes their times alone.
 * @param {Crate} crate
 */
function compile({ folder, name, env }) {
  const out = join(made, folder)
  const wasm = join(out, `${name}_bg.wasm`)
  const stamp = join(out, 'compiled.txt')
  if (existsSync(wasm) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return wasm
  rmSync(stamp, { force: true })
  const flags = ['--release', '--target', 'bundler', '--mode', 'no-install', '--no-pack', '--no-typescript']
  run('wasm-pack', ['--quiet', 'build', folder, ...flags, '--out-dir', out, '--out-name', name], env)
  writeFileSync(stamp, sources)
  return wasm
}

/** A digest of all that Cargo compiles: paths and contents, and the compiler. */
function digestSources() {
  const digest = createHash('sha256').update(run('rustc', ['--version', '--verbose']))
  const folders = ['.cargo', 'src', 'crates']
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  )
  for (const file of ['Cargo.toml', 'Cargo.lock', 'scripts/build.mjs', ...files.sort()].map((name) => join(root, name))) {
    if (statSync(file).isFile()) digest.update(`${relative(root, file)}\0`).update(readFileSync(file))
  }
  return digest.digest('hex')
}

/**
 * Keeps the memory and our functions. The exports that wasm-bindgen adds for JavaScript values stay only if `hasGlue`: none cross
 * into the verifier. An unchanged module is not shrunk again, as that takes longer than anything else here.
 * @param {string} wasm
 * @param {Crate} crate
 */
function shrink(wasm, { folder, passes, hasGlue }) {
  const inFolder = (/** @type {string} */ name) => join(made, folder, name)
  const [small, stamp] = [inFolder('small.wasm'), inFolder('shrunk.txt')]
  const input = [createHash('sha256').update(readFileSync(wasm)).digest('hex'), ...passes, versionOf('binaryen')].join(' ')
  if (existsSync(small) && existsSync(stamp) && readFileSync(stamp, 'utf8') === input) return small
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(wasm))).map(({ name }) => name)
  const graph = exported.filter((name) => hasGlue || !name.startsWith('__')).map((name) => ({ name, export: name, root: true }))
  const features = WASM_FEATURES.map((name) => `--enable-${name}`)
  const [graphFile, bare] = [inFolder('graph.json'), inFolder('bare.wasm')]
  writeFileSync(graphFile, JSON.stringify(graph))
  run('wasm-metadce', [wasm, '--graph-file', graphFile, ...features, '-o', bare])
  run('wasm-opt', [bare, ...passes, '--strip-producers', '--strip-target-features', ...features, '-o', small])
  writeFileSync(stamp, input)
  return small
}

/** @param {string} name */
const versionOf = (name) => JSON.parse(readFileSync(join(root, `node_modules/${name}/package.json`), 'utf8')).version

function stampVersion() {
  const { packages } = JSON.parse(run('cargo', ['metadata', '--no-deps', '--format-version', '1']).toString())
  /** @type {{ version: string }} */
  const { version } = packages.find((/** @type {{ name: string }} */ { name }) => name === 'webhook-verifier')
  const manifest = JSON.parse(readFileSync(join(template, 'package.json'), 'utf8'))
  writeFileSync(join(out, 'package.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`)
}

const done = step(`building the npm package in ${relative(root, out)}/`)
const sources = digestSources()
const [verifier, diagnosis] = [buildModule(VERIFIER), buildModule(DIAGNOSIS)]
run('cargo', ['xtask', 'contract', join(template, 'lib/contract')])
rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'entry'), { recursive: true })
for (const { file, wasm } of [verifier, diagnosis]) cpSync(wasm, join(out, file))
await bundlePackage({ template, out, verifier, diagnosis, glue: join(made, DIAGNOSIS.folder, `${DIAGNOSIS.name}_bg.js`) })
await writeDeclarations(types, out, publicModules())
for (const name of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE']) cpSync(join(root, name), join(out, name))
writeVectors(out)
stampVersion()
done(`${verifier.size} bytes of WebAssembly, and ${diagnosis.size} for the diagnosis`)
