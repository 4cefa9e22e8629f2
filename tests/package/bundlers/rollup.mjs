// Rollup, with the plugin that finds packages.
// @run bundles of Rollup
import { join } from 'node:path'
import { program, testBundles, tool, versionOfTool } from './bundles.mjs'

/**
 * @param {string} file
 * @param {string} format
 * @param {boolean} isMinified
 */
const bundle = (file, format, isMinified) => async (/** @type {string} */ outdir) => {
  const resolver = tool('@rollup/plugin-node-resolve').nodeResolve({ browser: true })
  const build = await tool('rollup').rollup({ input: program, plugins: [resolver], onwarn: refuse })
  await build.write({ file: join(outdir, file), format, plugins: isMinified ? [tool('@rollup/plugin-terser').default()] : [] })
  await build.close()
  return [process.execPath, join(outdir, file)]
}

/** @param {{ message: string }} warning */
function refuse({ message }) {
  throw new Error(`a warning: ${message}`)
}

await testBundles('Rollup', versionOfTool('rollup'), {
  'for browsers': bundle('bundle.mjs', 'es', false),
  'for browsers (minified IIFE)': bundle('bundle.cjs', 'iife', true)
})
