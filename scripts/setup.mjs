// Installs what building and testing need, each thing once: `node scripts/setup.mjs [core | test]`. `core` is for the
// quick tests, `test` for all of them.
// Everything lands in this folder (.tools/, node_modules/), but for rustup's targets and components, browsers and
// servers, which come as Debian packages where this runs as root.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, step, tools } from './project.mjs'
import { commandOf, CORE, DEBIAN, PACKAGES, runtimeBinary, toolFolder } from './runtimes.mjs'

const WASM_PACK = '0.15.1'

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

/** npm packages in a folder of their own under .tools/, which a lock file of ours would be swollen by. */
function npmFolder(name) {
  const folder = toolFolder(name)
  const manifest = JSON.stringify({ private: true, dependencies: PACKAGES[name] }, null, 2)
  const stamp = join(folder, 'installed.json')
  const isThere = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === manifest
  install(`${Object.keys(PACKAGES[name]).join(', ')} into .tools/${name}/`, isThere, () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), manifest)
    run('npm', 'install', '--prefix', folder, '--no-progress', '--no-package-lock', '--ignore-scripts', '--loglevel=error')
    writeFileSync(stamp, manifest)
  })
}

/** `deno bundle` fetches its esbuild when it is first used. */
function denoBundler() {
  const folder = toolFolder('deno')
  install("Deno's esbuild into .tools/deno/", () => existsSync(join(folder, 'dl')), () => {
    mkdirSync(folder, { recursive: true })
    const program = join(folder, 'empty.js')
    writeFileSync(program, '')
    run('env', `DENO_DIR=${folder}`, runtimeBinary('@deno', 'deno'), 'bundle', '--quiet', program, '-o', join(folder, 'bundle.js'))
  })
}

/** Where that can be done without asking anybody. Elsewhere, and where it fails, tests say what they miss. */
function debianPackages(names) {
  if (process.getuid?.() !== 0 || !ask('apt-get', '--version')) return
  const absent = names.filter((name) => !commandOf(name))
  install(`Debian's ${absent.join(', ')}`, () => !absent.length, () => {
    const apt = (...args) => run('env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300', ...args)
    try {
      apt('update')
      apt('install', '-y', '--no-install-recommends', ...absent)
    } catch (error) {
      console.log(`  not installed: ${error.message}`)
    }
  })
}

rustTarget('wasm32-unknown-unknown', 'the target of the npm package')
cargoTool('wasm-pack', WASM_PACK, 'builds the module', '--locked')
// Its own lock file names a version of webpki-roots that not every registry has; its default feature is for downloads.
cargoTool('wasm-bindgen-cli', wasmBindgenVersion(), 'writes what wasm-pack packs', '--no-default-features')
nodeTools()
const [, , purpose] = process.argv
if (purpose) {
  rustTarget('thumbv7em-none-eabi', 'proves that the core needs no std')
  CORE.forEach(npmFolder)
}
if (purpose === 'test') {
  for (const name of Object.keys(PACKAGES)) npmFolder(name)
  denoBundler()
  debianPackages(Object.keys(DEBIAN))
}
