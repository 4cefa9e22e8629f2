// Rolldown, which finds packages by itself.
// @run bundles of Rolldown
import { join } from 'node:path'
import { mixed, program, testBundles, tool, versionOfTool } from './bundles.mjs'

/**
 * @param {string} platform
 * @param {string} file
 * @param {{ format: string; } | { format: string; minify: boolean; }} output
 */
const bundle =
  (platform, file, output, input = program) =>
  async (/** @type {string} */ outdir) => {
    await tool('rolldown').build({ input, platform, logLevel: 'silent', output: { file: join(outdir, file), ...output } })
    return [process.execPath, join(outdir, file)]
  }

await testBundles('Rolldown', versionOfTool('rolldown'), {
  'for browsers': bundle('browser', 'bundle.mjs', { format: 'esm' }),
  'for browsers (minified IIFE)': bundle('browser', 'bundle.cjs', { format: 'iife', minify: true }),
  'for browsers (imported and required)': bundle('browser', 'bundle.mjs', { format: 'esm' }, mixed),
  'for Node (imported and required)': bundle('node', 'bundle.mjs', { format: 'esm', minify: true }, mixed)
})
