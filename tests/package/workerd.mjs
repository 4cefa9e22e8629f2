// The suite in workerd, without the flag nodejs_compat and with it: bundled for its condition, the module beside it as a
// compiled one.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../scripts/project.mjs'
import { versionOf } from '../../scripts/runtimes.mjs'
import { Tally } from '../runtimes/suite/tally.mjs'
import { addAnswer } from './servers/answers.mjs'

const [, , folder] = process.argv
const { Miniflare } = createRequire(join(root, '.tools/runtimes/package.json'))('miniflare')
const outdir = mkdtempSync(join(folder, 'workerd-'))

await build({
  entryPoints: [join(folder, 'runtimes/workerd.mjs')],
  outdir,
  bundle: true,
  format: 'esm',
  conditions: ['workerd'],
  loader: { '.wasm': 'copy' },
  assetNames: '[name]',
})

const type = (name) => (name.endsWith('.wasm') ? 'CompiledWasm' : 'ESModule')
const names = readdirSync(outdir).sort((a, b) => type(b).localeCompare(type(a)))
const modules = names.map((name) => ({ type: type(name), path: join(outdir, name), contents: readFileSync(join(outdir, name)) }))

const FLAGS = { 'workerd': [], 'workerd with nodejs_compat': ['nodejs_compat'] }
const tally = new Tally()
for (const [runtime, compatibilityFlags] of Object.entries(FLAGS)) {
  const worker = new Miniflare({ modules, modulesRoot: outdir, compatibilityDate: '2026-01-01', compatibilityFlags })
  try {
    await addAnswer(tally, runtime, runtime, await worker.dispatchFetch('http://localhost/'))
  } finally {
    await worker.dispose()
  }
}
console.log(`ran workerd ${versionOf('runtimes', 'workerd')}: the suite, without and with nodejs_compat`)
if (!tally.end()) process.exitCode = 1
