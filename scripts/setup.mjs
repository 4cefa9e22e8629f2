// Installs what building and testing need, each thing once: `node scripts/setup.mjs [test]`.
// Everything lands in this folder (.tools/, node_modules/), but for rustup's targets and components.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, step, tools } from './project.mjs'
import { NODES, nodeBinary, runtimes } from './runtimes.mjs'

const WASM_PACK = '0.15.1'
const RUNTIMES = { deno: '2.9', bun: '1.4', miniflare: '4', '@edge-runtime/vm': '5' }

const run = (command, ...args) => execFileSync(command, args, { cwd: root, env: tools, stdio: ['ignore', 'ignore', 'inherit'] })
const ask = (command, ...args) => spawnSync(command, args, { cwd: root, env: tools, encoding: 'utf8' }).stdout ?? ''

function install(what, isThere, how) {
  if (isThere()) return
  const done = step(`installing ${what}`)
  how()
  done()
}

function rustTarget(target, purpose) {
  install(`${target} (${purpose})`, () => ask('rustup', 'target', 'list', '--installed').includes(target), () => run('rustup', 'target', 'add', target))
}

function cargoTool(name, version, purpose, ...flags) {
  install(
    `${name} ${version} into .tools/ (${purpose}; built from source, takes minutes)`,
    () => ask(join(root, '.tools/bin', name === 'wasm-bindgen-cli' ? 'wasm-bindgen' : name), '--version').includes(version),
    () => run('cargo', 'install', '--quiet', '--root', '.tools', `${name}@${version}`, ...flags)
  )
}

/** The command line has to be of the very version that the crate is compiled with. */
function wasmBindgenVersion() {
  const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8')
  return /name = "wasm-bindgen"\nversion = "(.+)"/.exec(lock)[1]
}

function nodeTools() {
  const installed = join(root, 'node_modules/.package-lock.json')
  const isThere = () => existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  install('the JavaScript tools that package-lock.json names', isThere, () => run('npm', 'ci', '--no-progress'))
}

/** npm packages in a folder of their own under .tools/, where no lock file of ours has to name them. */
function npmFolder(name, isThere, packages) {
  const folder = join(root, '.tools', name)
  install(`${packages.join(', ')} into .tools/${name}/`, isThere, () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    run('npm', 'install', '--prefix', folder, '--no-progress', '--no-package-lock', '--ignore-scripts', ...packages)
  })
}

/** Each Node as an npm package, which carries the binary. */
function nodeVersions() {
  const alias = (major) => `node${major}@npm:node-${process.platform}-${process.arch}@${major}`
  npmFolder('node', () => NODES.every((major) => existsSync(nodeBinary(major))), NODES.map(alias))
}

/** Deno, Bun, workerd (in miniflare) and EdgeVM; the binaries are in npm packages of the platform's. */
function otherRuntimes() {
  const isThere = () => Object.keys(RUNTIMES).every((name) => existsSync(join(runtimes, name)))
  npmFolder('runtimes', isThere, Object.entries(RUNTIMES).map(([name, version]) => `${name}@${version}`))
}

rustTarget('wasm32-unknown-unknown', 'the target of the npm package')
cargoTool('wasm-pack', WASM_PACK, 'builds the module', '--locked')
// Its own lock file names a version of webpki-roots that not every registry has; its default feature is for downloads.
cargoTool('wasm-bindgen-cli', wasmBindgenVersion(), 'writes what wasm-pack packs', '--no-default-features')
nodeTools()
if (process.argv[2] === 'test') {
  rustTarget('thumbv7em-none-eabi', 'proves that the core needs no std')
  nodeVersions()
  otherRuntimes()
}
