// The published types, compiled as users do: strictly, with lib es2022, without skipping declaration files, by the compiler of this
// project or of the tool folder that is named.
// @run TypeScript 5.4; args: typescript54
// @run TypeScript 5.9; args: typescript59; slow
// @run TypeScript; core
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { toolFolder } from '../../scripts/runtimes.mjs'
import { Tally } from '../suite/tally.mjs'
import { copyFolders, keptFolder } from './built.mjs'

const [, , installed = '', tools] = process.argv
const modules = join(tools ? toolFolder(tools) : root, 'node_modules')
const { version } = JSON.parse(readFileSync(join(modules, 'typescript/package.json'), 'utf8'))
/** TypeScript knows since 5.8 that an ES module can be required. */
const [major, minor] = version.split('.').map(Number)
const requires = major > 5 || minor >= 8
const BOTH = ['consumer', 'handler', 'testing']
const EACH_WAY = BOTH.flatMap((name) => (requires ? [`${name}.mts`, `${name}.cts`] : [`${name}.mts`]))

const COMMON = {
  target: 'es2022',
  lib: ['es2022'],
  types: [],
  typeRoots: [join(modules, '@types')],
  noEmit: true,
  strict: true,
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true
}
const NODE = { module: 'nodenext' }
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' }
const PLATFORMS = {
  'no platform': { ...NODE, files: [...EACH_WAY, ...(requires ? ['commonjs.cts'] : []), 'slim.mts', 'diagnose.mts'] },
  'no platform, lib esnext': { ...NODE, lib: ['esnext'], files: ['consumer.mts', 'handler.mts', 'testing.mts'] },
  'no platform, bundler': { ...BUNDLER, files: ['consumer.mts', 'handler.mts', 'testing.mts', 'slim.mts'] },
  'Node': { ...NODE, types: ['node'], files: ['node.mts', 'testing.mts', 'fetch.mts'] },
  'DOM': { ...BUNDLER, lib: ['es2022', 'dom', 'dom.iterable'], files: ['dom.mts', 'testing.mts', 'fetch.mts'] },
  'Cloudflare Workers': { ...BUNDLER, types: [join(modules, '@cloudflare/workers-types')], files: ['dom.mts', 'testing.mts', 'fetch.mts'] }
}

const projects = Object.keys(PLATFORMS).map((platform) => `${platform}.json`)

/**
 * The package, the files that use it, and a project for each platform.
 * @param {string} folder
 */
function fill(folder) {
  copyFolders(installed, ['node_modules'], folder)
  cpSync(join(root, 'tests/package/types'), folder, { recursive: true })
  for (const name of BOTH) cpSync(join(folder, `${name}.mts`), join(folder, `${name}.cts`))
  for (const [platform, { files, ...options }] of Object.entries(PLATFORMS)) {
    writeFileSync(join(folder, `${platform}.json`), JSON.stringify({ compilerOptions: { ...COMMON, ...options }, files }))
  }
}

const { folder, isKept, keep } = await keptFolder({ name: `types-${version}`, tools: [join(modules, '.package-lock.json')], fill })
/** One process, which reads the compiler's own files once; what it found right in the same files before is kept. */
const args = ['--max-semi-space-size=64', join(modules, '.bin/tsc'), '--build', ...projects]
const { status, stdout } = isKept ? { status: 0, stdout: '' } : spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })

// A line that is to be an error and is none is an error too.
const tally = new Tally()
const failures = status === 0 && stdout === '' ? [] : [`tsc ended with ${status}`, ...stdout.trim().split('\n')]
if (!failures.length) keep()
tally.add(`TypeScript ${version} compiles what users write, for ${Object.keys(PLATFORMS).join('; ')}`, projects.length, failures)
console.log(`ran TypeScript ${version}: the types, with lib es2022 alone, DOM, @types/node, @cloudflare/workers-types`)
if (!tally.end()) process.exitCode = 1
