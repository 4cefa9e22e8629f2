// The published types of the stores, compiled as users do: without a platform, and with the types of the clients that
// they bring.
// @run replay stores, TypeScript
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { runtimeBinary, toolFolder } from '../../../scripts/runtimes.mjs'
import { ok } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { folder } from './load.mjs'

const place = join(folder, 'store-types')
const peers = join(toolFolder('stores'), 'node_modules')
const FOLDERS = [peers, join(toolFolder('sqlite'), 'node_modules')]
/** @param {string} folder */
const packagesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => (name.startsWith('@') ? readdirSync(join(folder, name)).map((each) => join(name, each)) : [name]))

cpSync(join(root, 'tests/package/stores/types'), place, { recursive: true })
cpSync(join(place, 'consumer.mts'), join(place, 'consumer.cts'))
bringPeers()

const COMMON = {
  target: 'es2022',
  lib: ['es2022'],
  types: [],
  typeRoots: [join(peers, '@types')],
  module: 'nodenext',
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: false
}
const PLATFORMS = {
  'no platform': { files: ['consumer.mts', 'consumer.cts'] },
  // The clients' own types do not all compile by themselves.
  'redis, ioredis and pg': { files: ['peers.mts'], types: ['node'], skipLibCheck: true },
  'Workers': { files: ['worker.mts'], types: ['@cloudflare/workers-types'], typeRoots: [peers] }
}

/** Links next to the package, as if they were installed with it. */
function bringPeers() {
  const modules = join(place, 'node_modules')
  cpSync(join(folder, 'node_modules'), modules, { recursive: true })
  for (const from of FOLDERS) {
    for (const name of packagesIn(from).filter((each) => !existsSync(join(modules, each)))) {
      mkdirSync(dirname(join(modules, name)), { recursive: true })
      symlinkSync(join(from, name), join(modules, name))
    }
  }
}

/** @param {{ files: string[], [option: string]: unknown }} project */
function compile({ files, ...options }) {
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...COMMON, ...options }, files }))
  return run(join(root, 'node_modules/.bin/tsc'), ['-p', place])
}

const checkInDeno = () => run(runtimeBinary('@deno', 'deno'), ['check', '--quiet', '--no-remote', '--unstable-kv', 'deno.ts'])

/**
 * @param {string} file
 * @param {string[]} args
 */
function run(file, args) {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: place, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  return { status, output: stdout + stderr }
}

/**
 * The errors that a file has when it is not told to expect them.
 * @param {string} name
 * @param {() => { output: string }} check
 */
function errorsOf(name, check) {
  const source = readFileSync(join(place, name), 'utf8')
  writeFileSync(join(place, name), source.replaceAll('// @ts-expect-error', '//'))
  const found = check().output.match(/TS\d+/g)?.length ?? 0
  return { found, expected: source.match(/@ts-expect-error/g)?.length ?? 0 }
}

const tally = new Tally()
await tally.group('TypeScript compiles what users write', Object.entries(PLATFORMS), ([, platform]) => {
  const { status, output } = compile(platform)
  ok(status === 0 && output === '', `tsc ended with ${status}: ${output.trim()}`)
})
await tally.group('and Deno', ['deno check'], () => {
  const { status, output } = checkInDeno()
  ok(status === 0, `deno check ended with ${status}: ${output.trim()}`)
})
/** @type {[name: string, check: () => { output: string }][]} */
const CHECKS = [
  ...Object.values(PLATFORMS).flatMap(({ files, ...rest }) =>
    files.map((name) => /** @type {[string, () => { output: string }]} */ ([name, () => compile({ files: [name], ...rest })]))
  ),
  ['deno.ts', checkInDeno]
]
await tally.group('and both refuse what they should', CHECKS, ([name, check]) => {
  const { found, expected } = errorsOf(name, check)
  ok(found >= expected, `${found} errors instead of ${expected}`)
})
if (!tally.end()) process.exitCode = 1
