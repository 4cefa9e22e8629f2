// A Worker in workerd, as a user's bundler makes one: for its condition, the module next to it as a compiled one.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../scripts/project.mjs'

const { Miniflare } = createRequire(join(root, '.tools/runtimes/package.json'))('miniflare')

/** As Wrangler does: the suffix says how the file is loaded, and is not part of its name. */
const moduleSuffix = {
  name: 'module-suffix',
  setup: (/** @type {import('esbuild').PluginBuild} */ { onResolve, resolve }) =>
    onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir, kind }) => resolve(path.replace('?module', ''), { resolveDir, kind }))
}

/**
 * `entry` is a file in `folder`, where the package is installed, or an absolute path; `options` are Miniflare's.
 * @param {string} folder
 * @param {string} entry
 */
export async function startWorker(folder, entry, options = {}) {
  const { outdir, modules } = await bundleWorker(folder, entry)
  return new Miniflare({ modules, modulesRoot: outdir, compatibilityDate: '2026-01-01', ...options })
}

/**
 * Returns the folder of a bundled Worker, and its modules: the script first.
 * @param {string} folder
 * @param {string} entry
 */
export async function bundleWorker(folder, entry) {
  const outdir = mkdtempSync(join(folder, 'workerd-'))
  await build({
    entryPoints: [resolve(folder, entry)],
    outdir,
    bundle: true,
    format: 'esm',
    conditions: ['workerd'],
    external: ['cloudflare:*', 'node:*'],
    nodePaths: [join(folder, 'node_modules')],
    plugins: [moduleSuffix],
    loader: { '.wasm': 'copy' },
    assetNames: '[name]'
  })
  /** @param {string} name */
  const type = (name) => (name.endsWith('.wasm') ? 'CompiledWasm' : 'ESModule')
  const names = readdirSync(outdir).sort((a, b) => type(b).localeCompare(type(a)))
  const modules = names.map((name) => ({ type: type(name), path: join(outdir, name), contents: readFileSync(join(outdir, name)) }))
  return { outdir, modules }
}
