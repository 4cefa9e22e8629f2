// An example as a user has it: a copy of its folder, the packages that it names, and its own scripts.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { nodeBinary, runtimeBinary, toolFolder } from '../../scripts/runtimes.mjs'
import { builtFolder, copyFolders } from '../package/built.mjs'
import { serve } from '../package/frameworks/server.mjs'
import { WEBHOOK_SECRET } from './sender.mjs'

export const EXAMPLES = join(root, 'js-examples')
/** @param {string} example */
export const manifestOf = (example) => JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'))

const READY = /(listening|ready) (on|in)|local:|url:/i

/** Wrangler asks for Node 22. Its folder has a Next.js of its own, for OpenNext, so it is searched last. */
const binaries = [nodeBinary(22), runtimeBinary('@deno', 'deno'), runtimeBinary('@oven', 'bin/bun')].map(dirname)
const commands = ['next', 'wrangler', 'frameworks'].map((name) => join(toolFolder(name), 'node_modules/.bin'))
const PATH = [...binaries, ...commands, join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)

/**
 * Examples whose packages are in a folder of their own.
 * @type {[names: string[], folders: string[]][]}
 */
const TOOLS = [
  [['next', 'next-pages'], ['next']],
  [['nitro', 'astro'], ['wrangler']]
]

/**
 * The folder of a package that an example names, among the tools.
 * @param {string} name
 * @param {string} each
 */
function folderOf(name, each) {
  const [, folders] = TOOLS.find(([names]) => names.includes(name)) ?? [[], ['recipes', 'frameworks']]
  return folders.map((folder) => join(toolFolder(folder), 'node_modules', each)).find(existsSync)
}

/**
 * Before 1.0 the second number is the one of breaking changes.
 * @param {string} version
 */
function rangeOf(version) {
  const [major, minor] = version.split('.')
  return major === '0' ? `^0.${minor}.0` : `^${major}.0.0`
}

/**
 * A copy in the folder of the installation, where our package is found.
 * @param {string} folder
 * @param {string} name
 */
export function copyOf(folder, name) {
  const example = join(folder, name)
  fill(example, name)
  return example
}

/**
 * A copy with our package in it, built: an earlier run may have done that.
 * @param {string} folder
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export const builtCopyOf = (folder, name, env) =>
  builtFolder({
    name: `example-${name}`,
    tools: ['next', 'wrangler'].map((each) => join(toolFolder(each), 'node_modules/.package-lock.json')),
    fill: (example) => {
      fill(example, name)
      copyFolders(folder, ['node_modules'], example)
    },
    build: (example) => build(example, env)
  })

/**
 * An example's own files; the packages that it names are linked from where the setup has them.
 * @param {string} example
 * @param {string} name
 */
function fill(example, name) {
  cpSync(join(EXAMPLES, name), example, { recursive: true })
  const { 'webhook-verifier': ours, ...others } = manifestOf(example).dependencies
  const packages = join(example, 'node_modules')
  for (const [each, range] of Object.entries(others)) {
    const there = folderOf(name, each)
    if (!there) throw new Error(`${name} asks for ${each}, which no tool folder of the tests has`)
    const { version } = manifestOf(there)
    if (rangeOf(version) !== range) throw new Error(`${name} asks for ${each} ${range}, the tests have ${version}`)
    mkdirSync(dirname(join(packages, each)), { recursive: true })
    symlinkSync(there, join(packages, each), 'junction')
  }
}

/**
 * By its own script, if it has one.
 * @param {string} example
 * @param {NodeJS.ProcessEnv} [env]
 */
function build(example, env) {
  const script = manifestOf(example).scripts.build
  if (script) finish(inShell(example, script), { ...env, PATH })
}

/**
 * Builds it if it is not built, and starts it as `command` or else its script says, with `more` arguments.
 * @param {string} example
 * @param {{ command?: string, more?: string, env?: NodeJS.ProcessEnv, isBuilt?: boolean }} ways
 */
export async function start(example, { command, more = '', env = {}, isBuilt = false }) {
  const { scripts } = manifestOf(example)
  if (!isBuilt) build(example, env)
  return serveIn(example, `${command ?? scripts.start} ${more}`, { ...env, WEBHOOK_SECRET })
}

/**
 * Starts a server by a command that may be one of the tools.
 * @param {string} folder
 * @param {string} command
 * @param {Foreign} env
 */
export const serveIn = (folder, command, env) => serve({ ...inShell(folder, command), env: { ...env, PATH }, ready: READY })

/**
 * @param {string} cwd
 * @param {string} text
 */
const inShell = (cwd, text) => ({ command: 'sh', args: ['-c', `exec ${text}`], cwd })

/**
 * @param {{ command: string, args: string[], cwd: string }} parts
 * @param {{ PATH: string; }} env
 */
function finish({ command, args, cwd }, env) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.at(-1)} ended with ${status}: ${stdout}${stderr}`)
}
