// Installs the tarball into the given folder as a user would, and puts the suite and its vectors next to it.
// @run installation; core
import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'

const FILES = [
  'LICENSE-APACHE',
  'LICENSE-MIT',
  'README.md',
  'aws-lambda.d.ts',
  'aws-lambda.js',
  'bin/inspector.html',
  'bin/webhook-verifier.mjs',
  'delivery.d.ts',
  'delivery.js',
  'diagnose.d.ts',
  'diagnose.js',
  'diagnose.wasm',
  'entry/compiled.js',
  'entry/diagnose-compiled.js',
  'fastify.d.ts',
  'fastify.js',
  'index.d.ts',
  'index.js',
  'node.d.ts',
  'node.js',
  'package.json',
  'replay/d1.d.ts',
  'replay/d1.js',
  'replay/deno-kv.d.ts',
  'replay/deno-kv.js',
  'replay/durable-object.d.ts',
  'replay/durable-object.js',
  'replay/index.d.ts',
  'replay/index.js',
  'replay/postgres.d.ts',
  'replay/postgres.js',
  'replay/redis.d.ts',
  'replay/redis.js',
  'replay/sqlite.d.ts',
  'replay/sqlite.js',
  'replay/store.d.ts',
  'replay/store.js',
  'slim.d.ts',
  'slim.js',
  'testing.d.ts',
  'testing.js',
  'vectors.json',
  'verifier.wasm',
  'verifier.wasm.d.ts'
]
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'dependencies']
const DEPENDENCIES = ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies', 'bundledDependencies']

const [, , folder = ''] = process.argv
const [, version] = /^version = "(.+)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8')) ?? []
const tarball = join(root, `target/npm/webhook-verifier-${version}.tgz`)

writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
execFileSync('npm', ['install', tarball, '--no-audit', '--no-fund', '--loglevel=error'], {
  cwd: folder,
  stdio: ['ignore', 'ignore', 'inherit']
})
for (const name of ['runtimes', 'suite', 'vectors']) cpSync(join(root, 'tests', name), join(folder, name), { recursive: true })

const installed = join(folder, 'node_modules/webhook-verifier')
const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))

const tally = new Tally()
const packed = filesIn(installed)
await tally.group('files of the tarball', [...new Set([...FILES, ...packed])], (file) =>
  same([packed.includes(file), FILES.includes(file)], [true, true], 'in the tarball, and in the list above')
)
const exported = JSON.stringify(manifest.exports)
// replay/store.js holds types alone, which the stores' declarations import.
const modules = packed.filter((/** @type {string} */ file) => file.endsWith('.js') && file !== 'replay/store.js')
await tally.group('every module has an import path', modules, (file) =>
  ok(exported.includes(`"./${file}"`), 'package.json exports it nowhere')
)
await tally.group('what npm installs', ['packages'], () =>
  same(
    readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['webhook-verifier'],
    'packages'
  )
)
await tally.group('no dependencies', DEPENDENCIES, (name) => same(manifest[name], undefined, name))
await tally.group('no install scripts', INSTALL_SCRIPTS, (name) => same(manifest.scripts?.[name], undefined, name))
await tally.group('manifest', ['version', 'license'], (name) => same(manifest[name], { version, license: 'MIT OR Apache-2.0' }[name], name))
if (!tally.end()) process.exitCode = 1

/**
 * @param {string} place
 * @returns {string[]}
 */
function filesIn(place, under = '') {
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(place, entry.name), `${under}${entry.name}/`) : [`${under}${entry.name}`]
  )
}
