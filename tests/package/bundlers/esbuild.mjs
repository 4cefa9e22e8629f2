// esbuild, from its defaults for browsers to minified CommonJS for Node.
// @run bundles of esbuild; slow
import { join } from 'node:path'
import { build, version } from 'esbuild'
import { commonJs, mixed, program, testBundles } from './bundles.mjs'

/**
 * @param {string} file
 * @param {object} options
 */
const bundle =
  (file, options, entry = program) =>
  async (/** @type {string} */ outdir) => {
    const outfile = join(outdir, file)
    await build({ entryPoints: [entry], outfile, bundle: true, logLevel: 'silent', ...options })
    return [process.execPath, outfile]
  }

await testBundles('esbuild', version, {
  'for browsers': bundle('bundle.mjs', { format: 'esm' }),
  'for browsers (minified IIFE)': bundle('bundle.cjs', { minify: true, target: 'es2022' }),
  // Without the condition `module`, which not every bundler knows.
  'for browsers (minified, of CommonJS)': bundle('bundle.cjs', { minify: true, conditions: [] }, commonJs),
  'for browsers (imported and required)': bundle('bundle.mjs', { format: 'esm' }, mixed),
  'for Node (minified CommonJS)': bundle('bundle.cjs', { platform: 'node', minify: true }),
  'for Node (imported and required)': bundle('bundle.mjs', { platform: 'node', format: 'esm' }, mixed)
})
