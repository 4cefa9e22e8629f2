// The suite, or the one that is named, in EdgeVM, the sandbox of Next.js and Vercel Edge, with code generation off, also for
// WebAssembly: the compiled module comes from the host's realm, as their bundlers hand it in for `?module`.
// @run handler in EdgeVM; args: "handler's suite" handler/edge.mjs
// @run diagnosis in EdgeVM; args: diagnosis diagnose/edge.mjs diagnose.wasm
// @run suite in EdgeVM; core
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../scripts/project.mjs'
import { versionOf } from '../../scripts/runtimes.mjs'
import { present } from '../suite/expect.mjs'

const [, , folder = '', suite = 'suite', entry = 'edge.mjs', wasm = 'verifier.wasm'] = process.argv
const { EdgeVM } = createRequire(join(root, '.tools/runtimes/package.json'))('@edge-runtime/vm')

const fromHost = {
  name: 'module from the host',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.wasm\?module$/ }, (/** @type {{ path: string }} */ { path }) => ({ path, namespace: 'host' }))
    onLoad({ filter: /.*/, namespace: 'host' }, () => ({ contents: 'export default globalThis.compiledByHost' }))
  }
}
const { outputFiles } = await build({
  entryPoints: [join(folder, 'runtimes', entry)],
  bundle: true,
  write: false,
  format: 'iife',
  conditions: ['edge-light'],
  plugins: [fromHost]
})

const compiledByHost = new WebAssembly.Module(readFileSync(join(folder, 'node_modules/webhook-verifier', wasm)))
const vm = new EdgeVM({
  codeGeneration: { strings: false, wasm: false },
  extend: (/** @type {object} */ context) => Object.assign(context, { compiledByHost })
})
vm.evaluate(present(outputFiles[0]).text)
const { good, text } = await vm.evaluate('finished')
console.log(`ran EdgeVM ${versionOf('runtimes', '@edge-runtime/vm')}: the ${suite}, with code generation off, also for WebAssembly`)
console.log(text)
process.exitCode = good ? 0 : 1
