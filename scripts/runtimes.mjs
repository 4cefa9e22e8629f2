// Packages that the tests run on, their versions, and their folders.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './project.mjs'

/** Exact, by major version. Their packages have no dependencies and one name for each platform, so no lock file has them. */
const NODE_VERSIONS = { 20: '20.20.2', 22: '22.23.5', 24: '24.22.3', 26: '26.12.1' }
export const NODES = Object.keys(NODE_VERSIONS).map(Number)
const nodePackage = (major) => `npm:node-${process.platform}-${process.arch}@${NODE_VERSIONS[major]}`

/** Manifests and lock files of the tool folders, a folder each. `node scripts/lock.mjs` writes the lock files. */
export const manifests = join(root, 'scripts/packages')
const dependenciesOf = (name) => JSON.parse(readFileSync(join(manifests, name, 'package.json'), 'utf8')).dependencies

/** npm packages by the folder under .tools/ that they are installed in; `core` is what the quick run needs. */
export const PACKAGES = {
  node: Object.fromEntries(NODES.map((major) => [`node${major}`, nodePackage(major)])),
  ...Object.fromEntries(readdirSync(manifests).map((name) => [name, dependenciesOf(name)]))
}
export const CORE = ['node', 'runtimes']
export const BENCH = [...CORE, 'frameworks', 'bench']
export const TEST = Object.keys(PACKAGES).filter((name) => !['bench', 'docs', 'stryker'].includes(name))

/** Debian packages, by name: the commands that each brings, or that another brings in its place. */
export const DEBIAN = {
  'chromium': ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  'firefox-esr': ['firefox', 'firefox-esr'],
  'webkit2gtk-driver': ['WebKitWebDriver'],
  'xvfb': ['Xvfb'],
  'redis-server': ['redis-server', 'valkey-server'],
  'postgresql': ['pg_ctlcluster', 'pg_ctl'],
  // Tools with which people make mistakes with webhooks.
  'php-cli': ['php'],
  'python3': ['python3'],
  'curl': ['curl'],
  // A copied command has to mean the same in each.
  'bash': ['bash'],
  'dash': ['dash'],
  'fish': ['fish']
}

/** For the long targets only; see scripts/hard.mjs. */
const HARD_DEBIAN = { valgrind: ['valgrind'] }

/** The path of the first of such a package's commands that is on PATH. */
export function commandOf(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return { ...DEBIAN, ...HARD_DEBIAN }[name].flatMap((command) => folders.map((folder) => join(folder, command))).find(existsSync)
}

export const toolFolder = (name) => join(root, '.tools', name)
export const runtimes = join(toolFolder('runtimes'), 'node_modules')

/** The version of an installed package. */
export const versionOf = (folder, name) =>
  JSON.parse(readFileSync(join(toolFolder(folder), 'node_modules', name, 'package.json'), 'utf8')).version

export const nodeBinary = (major) => join(toolFolder('node'), `node_modules/node${major}/bin/node`)

/** The binary in one of a scope's packages, which bear the platform in their name: `file` of `@scope/…`. */
export function runtimeBinary(scope, file) {
  const folder = join(runtimes, scope)
  return readdirSync(folder)
    .map((name) => join(folder, name, file))
    .find(existsSync)
}
