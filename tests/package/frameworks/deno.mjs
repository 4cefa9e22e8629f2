// Deno beyond the plain import: the file of the ES module by its path, `import` and `require` in one program, the types.
// @run Deno
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { runtimeBinary, versionOf } from '../../../scripts/runtimes.mjs'
import { ok } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { addProcess } from './answers.mjs'
import { denoEnv } from './offline.mjs'

const [, , folder = ''] = process.argv
const deno = runtimeBinary('@deno', 'deno')
const env = { ...process.env, ...denoEnv }
const packages = { cwd: folder, env }
/** Next to a package.json, Deno takes each file in node_modules for a part of a package, even when it is imported by its path. */
const files = { cwd: folder, env: { ...env, DENO_NO_PACKAGE_JSON: '1' } }
const OFFLINE = ['--no-prompt', '--no-remote']

/**
 * Checks a user's file in which the package is called so.
 * @param {string} specifier
 * @param {object} options
 */
function check(specifier, options) {
  const file = join(mkdtempSync(join(folder, 'deno-')), 'user.ts')
  const source = readFileSync(join(root, 'tests/package/frameworks/deno/user.ts'), 'utf8')
  writeFileSync(file, source.replace("'webhook-verifier'", `'${specifier}'`))
  const { status, stderr } = spawnSync(deno, ['check', '--no-remote', file], { encoding: 'utf8', ...options })
  ok(status === 0, `deno check ended with ${status}: ${stderr}`)
}

/** @type {[name: string, ...Parameters<typeof check>][]} */
const CHECKS = [
  ['the package', 'webhook-verifier', packages],
  ['the file', '../node_modules/webhook-verifier/index.js', files]
]

const tally = new Tally()
addProcess(tally, 'the file, without permissions', deno, ['run', ...OFFLINE, 'runtimes/direct.mjs'], files)
for (const name of ['node.mjs', 'node.cjs']) {
  addProcess(tally, `import and require, ${name}`, deno, ['run', ...OFFLINE, '--allow-read=.', `runtimes/${name}`], packages)
}
await tally.group('deno check finds the types', CHECKS, ([, specifier, options]) => check(specifier, options))
console.log(`ran Deno ${versionOf('runtimes', 'deno')}: import of the file without permissions, import and require, deno check`)
if (!tally.end()) process.exitCode = 1
