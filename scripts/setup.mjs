// Installs what building and testing need, each thing once: `node scripts/setup.mjs [core | test | bench | hard <target>]`.
// `core` is for the quick tests, `test` for all of them, `bench` for the benchmark, `hard` for one of the long targets, whose
// tools are in scripts/hard.mjs.
// Everything lands in this folder (.tools/, node_modules/), but for rustup's targets and components, browsers and
// servers, which come as Debian packages where this runs as root. Cargo compiles while npm and apt-get fetch.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HARD } from './hard.mjs'
import { root, step, tools } from './project.mjs'
import { BENCH, commandOf, CORE, DEBIAN, manifests, PACKAGES, runtimeBinary, TEST, toolFolder } from './runtimes.mjs'

const WASM_PACK = '0.15.1'

/**
 * Where tools are compiled, and how: without optimization, as compiling them takes longer than they ever run. The packed module stays
 * the same, byte for byte. In one folder, so that they share their dependencies.
 */
const COMPILED = join(root, '.tools/compiled')
const QUICK = ['OPT_LEVEL=0', 'DEBUG=0', 'LTO=off', 'CODEGEN_UNITS=16'].map((setting) => `CARGO_PROFILE_RELEASE_${setting}`)

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<void>}
 */
const run = (command, ...args) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: tools, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with ${code}`))))
  })
/**
 * @param {string} command
 * @param {string[]} args
 */
const ask = (command, ...args) => spawnSync(command, args, { cwd: root, env: tools, encoding: 'utf8' }).stdout ?? ''

/**
 * @param {string} what
 * @param {() => boolean} isThere
 * @param {() => Promise<void>} how
 */
async function install(what, isThere, how) {
  if (isThere()) return
  const done = step(`installing ${what}`)
  await how()
  done(`installed ${what.split(' (')[0]}`)
}

/**
 * @param {string} target
 * @param {string} purpose
 */
function rustTarget(target, purpose) {
  return install(
    `${target} (${purpose})`,
    () => ask('rustup', 'target', 'list', '--installed').includes(target),
    () => run('rustup', 'target', 'add', target)
  )
}

/**
 * @param {string} name
 * @param {string} version
 * @param {string} purpose
 * @param {string[]} flags
 */
function cargoTool(name, version, purpose, ...flags) {
  return install(
    `${name} ${version} into .tools/ (${purpose}; built from source, takes minutes)`,
    () => ask(join(root, '.tools/bin', name === 'wasm-bindgen-cli' ? 'wasm-bindgen' : name), '--version').includes(version),
    () => cargoInstall(`${name}@${version}`, ...flags)
  )
}

/** @param {string[]} args */
const cargoInstall = (...args) => run('env', ...QUICK, 'cargo', 'install', '--quiet', '--root', '.tools', '--target-dir', COMPILED, ...args)

/** The command line has to be of the very version that the crate is compiled with. */
function wasmBindgenVersion() {
  const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8')
  const [, version] = /name = "wasm-bindgen"\nversion = "(.+)"/.exec(lock) ?? []
  if (!version) throw new Error('Cargo.lock names no wasm-bindgen')
  return version
}

/**
 * A package in a lock file of npm.
 * @typedef {{ version?: string, optional?: boolean, peer?: boolean }} Locked
 */

function nodeTools() {
  const installed = join(root, 'node_modules/.package-lock.json')
  const isThere = () => existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  return install('the JavaScript tools that package-lock.json names', isThere, () => run('npm', 'ci', '--no-progress'))
}

/**
 * The packages that npm has installed in a folder, by path. It writes this list last.
 * @param {string} folder
 * @returns {Record<string, Locked>}
 */
function installedIn(folder) {
  const list = join(folder, 'node_modules/.package-lock.json')
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')).packages : {}
}

/**
 * Whether a folder holds the versions of its lock file and nothing else; packages for other platforms are left out.
 * @param {string} folder
 * @param {Record<string, Locked>} packages
 */
function isAsLocked(folder, { '': _, ...locked }) {
  const installed = installedIn(folder)
  return (
    Object.entries(locked).every(([path, { optional, peer }]) => optional || peer || path in installed) &&
    Object.entries(installed).every(([path, { version }]) => locked[path]?.version === version)
  )
}

/**
 * The same for exact versions of packages that have no dependencies.
 * @param {string} folder
 * @param {Record<string, string>} dependencies
 */
const isAsNamed = (folder, dependencies) =>
  Object.entries(dependencies).every(([name, spec]) => spec.endsWith(`@${installedIn(folder)[`node_modules/${name}`]?.version}`))

/**
 * npm packages in a folder of their own under .tools/, in the versions of scripts/packages/<name>/package-lock.json.
 * @param {string} name
 */
function npmFolder(name) {
  const folder = toolFolder(name)
  const dependencies = PACKAGES[name] ?? {}
  const npm = (/** @type {string} */ command, /** @type {string[]} */ ...flags) =>
    run('npm', command, '--prefix', folder, '--no-progress', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...flags)
  const lock = join(manifests, name, 'package-lock.json')
  const isLocked = existsSync(lock)
  return install(
    `${Object.keys(dependencies).join(', ')} into .tools/${name}/`,
    () => (isLocked ? isAsLocked(folder, JSON.parse(readFileSync(lock, 'utf8')).packages) : isAsNamed(folder, dependencies)),
    async () => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }, null, 2))
      if (isLocked) cpSync(lock, join(folder, 'package-lock.json'))
      await (isLocked ? npm('ci') : npm('install', '--no-package-lock'))
    }
  )
}

/** `deno bundle` fetches its esbuild when it is first used. */
function denoBundler() {
  const folder = toolFolder('deno')
  return install(
    "Deno's esbuild into .tools/deno/",
    () => existsSync(join(folder, 'dl')),
    () => {
      mkdirSync(folder, { recursive: true })
      const program = join(folder, 'empty.js')
      writeFileSync(program, '')
      return run('env', `DENO_DIR=${folder}`, runtimeBinary('@deno', 'deno'), 'bundle', '--quiet', program, '-o', join(folder, 'bundle.js'))
    }
  )
}

/**
 * Installs them where that needs no permission. Elsewhere, and where it fails, tests say what they miss.
 * @param {string[]} names
 */
async function debianPackages(names) {
  if (process.getuid?.() !== 0 || !ask('apt-get', '--version')) return
  const absent = names.filter((name) => !commandOf(name))
  await install(
    `Debian's ${absent.join(', ')}`,
    () => !absent.length,
    async () => {
      const apt = (/** @type {string[]} */ ...args) =>
        run('env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300', ...args)
      try {
        await apt('update')
        await apt('install', '-y', '--no-install-recommends', ...absent)
      } catch (error) {
        console.log(`  not installed: ${error}`)
      }
    }
  )
}

/** @param {string} [purpose] */
async function rustTools(purpose) {
  await rustTarget('wasm32-unknown-unknown', 'the target of the npm package')
  if (purpose) await rustTarget('thumbv7em-none-eabi', 'proves that the core needs no std')
  await cargoTool('wasm-pack', WASM_PACK, 'builds the module', '--locked')
  // Its own lock file names a version of webpki-roots that not every registry has; its default feature is for downloads.
  await cargoTool('wasm-bindgen-cli', wasmBindgenVersion(), 'writes what wasm-pack packs', '--bin=wasm-bindgen', '--no-default-features')
  rmSync(COMPILED, { recursive: true, force: true })
}

/** @param {string} [purpose] */
async function testTools(purpose) {
  await nodeTools()
  const folders =
    new Map([
      ['core', CORE],
      ['bench', BENCH],
      ['test', TEST]
    ]).get(purpose ?? '') ?? []
  for (const name of folders) await npmFolder(name)
  if (purpose !== 'test') return
  await denoBundler()
  await debianPackages(Object.keys(DEBIAN))
}

/**
 * Read off Cargo's own list: not each of these tools tells its version.
 * @param {string} name
 * @param {string} version
 */
const isInstalled = (name, version) => ask('cargo', 'install', '--root', '.tools', '--list').includes(`${name} v${version}`)

/** @param {import('./hard.mjs').Hard} tools */
async function hardTools({ crates = {}, folders = [], nightly, debian = [] }) {
  for (const name of folders) await npmFolder(name)
  if (nightly) {
    const isThere = () => ask('rustup', 'component', 'list', '--installed', '--toolchain', 'nightly').includes(nightly)
    await install(`a nightly compiler with ${nightly}`, isThere, () =>
      run('rustup', 'toolchain', 'install', 'nightly', '--profile', 'minimal', '--component', nightly)
    )
  }
  for (const [name, version] of Object.entries(crates)) {
    const how = () => cargoInstall('--locked', `${name}@${version}`)
    await install(`${name} ${version} into .tools/ (built from source, takes minutes)`, () => isInstalled(name, version), how)
  }
  rmSync(COMPILED, { recursive: true, force: true })
  await debianPackages(debian)
}

const [, , purpose, target = ''] = process.argv
if (purpose === 'hard') await hardTools(HARD[target] ?? {})
else await Promise.all([rustTools(purpose), testTools(purpose)])
