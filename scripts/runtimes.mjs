// Packages that the tests run on, their versions, and their folders.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './project.mjs'

/**
 * Exact, by major version. Their packages have no dependencies and one name for each platform, so no lock file has them.
 * @type {Record<number, string>}
 */
const NODE_VERSIONS = { 20: '20.20.2', 22: '22.23.5', 24: '24.22.3', 26: '26.12.1' }
export const NODES = Object.keys(NODE_VERSIONS).map(Number)
/** @param {number} major */
const nodePackage = (major) => `npm:node-${process.platform}-${process.arch}@${NODE_VERSIONS[major]}`

/** Manifests and lock files of the tool folders, a folder each. `node scripts/lock.mjs` writes the lock files. */
export const manifests = join(root, 'scripts/packages')
/**
 * @param {string} name
 * @returns {Record<string, string>}
 */
const dependenciesOf = (name) => JSON.parse(readFileSync(join(manifests, name, 'package.json'), 'utf8')).dependencies

/**
 * npm packages by the folder under .tools/ that they are installed in; `core` is what the quick run needs.
 * @type {Record<string, Record<string, string>>}
 */
export const PACKAGES = {
  node: Object.fromEntries(NODES.map((major) => [`node${major}`, nodePackage(major)])),
  ...Object.fromEntries(readdirSync(manifests).map((name) => [name, dependenciesOf(name)]))
}
export const CORE = ['node', 'runtimes']
export const BENCH = [...CORE, 'frameworks', 'bench']
export const TEST = Object.keys(PACKAGES).filter((name) => !['bench', 'docs', 'stryker'].includes(name))

/**
 * Debian packages, by name: the commands that each brings, or that another brings in its place.
 * @type {Record<string, string[]>}
 */
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

/**
 * For the long targets only; see scripts/hard.mjs.
 * @type {Record<string, string[]>}
 */
const HARD_DEBIAN = { valgrind: ['valgrind'] }

/**
 * The path of the first of such a package's commands that is on PATH.
 * @param {string} name
 */
export function commandOf(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const commands = DEBIAN[name] ?? HARD_DEBIAN[name] ?? []
  return commands.flatMap((command) => folders.map((folder) => join(folder, command))).find((path) => existsSync(path))
}

/** @param {string} name */
export const toolFolder = (name) => join(root, '.tools', name)
export const runtimes = join(toolFolder('runtimes'), 'node_modules')

/**
 * The version of an installed package.
 * @param {string} folder
 * @param {string} name
 * @returns {string}
 */
export const versionOf = (folder, name) =>
  JSON.parse(readFileSync(join(toolFolder(folder), 'node_modules', name, 'package.json'), 'utf8')).version

/** @param {number | string} major */
export const nodeBinary = (major) => join(toolFolder('node'), `node_modules/node${major}/bin/node`)

/**
 * The binary in one of a scope's packages, which bear the platform in their name: `file` of `@scope/…`.
 * @param {string} scope
 * @param {string} file
 */
export function runtimeBinary(scope, file) {
  const folder = join(runtimes, scope)
  const found = readdirSync(folder)
    .map((name) => join(folder, name, file))
    .find((path) => existsSync(path))
  if (!found) throw new Error(`no package of ${scope} in ${runtimes} has ${file}`)
  return found
}
