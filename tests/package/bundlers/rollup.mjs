// Rollup, with the plugin that finds packages.
// @run bundles of Rollup
import { join } from 'node:path'
import { program, testBundles, tool, versionOfTool } from './bundles.mjs'

const { rollup } = tool('rollup')
const { nodeResolve } = tool('@rollup/plugin-node-resolve')
const { default: terser } = tool('@rollup/plugin-terser')

/**
 * @param {string} file
 * @param {{ format: string, plugins?: object[] }} output
 * @param {{ browser: boolean; }} resolution
 */
const bundle = (file, output, resolution) => async (/** @type {string} */ outdir) => {
  const build = await rollup({ input: program, plugins: [nodeResolve(resolution)], onwarn: refuse })
  await build.write({ file: join(outdir, file), ...output })
  await build.close()
  return [process.execPath, join(outdir, file)]
}

/** @param {{ message: string }} warning */
function refuse({ message }) {
  throw new Error(`a warning: ${message}`)
}

await testBundles('Rollup', versionOfTool('rollup'), {
  'for browsers': bundle('bundle.mjs', { format: 'es' }, { browser: true }),
  'for browsers (minified IIFE)': bundle('bundle.cjs', { format: 'iife', plugins: [terser()] }, { browser: true })
})
