// The suite in workerd, without nodejs_compat: bundled for its condition, the module beside it as a compiled one.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../scripts/project.mjs'

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
const worker = new Miniflare({ modules, modulesRoot: outdir, compatibilityDate: '2026-01-01' })
try {
  const answer = await worker.dispatchFetch('http://localhost/')
  console.log(await answer.text())
  process.exitCode = answer.status === 200 ? 0 : 1
} finally {
  await worker.dispose()
}
