// webpack and Rspack, which take the same options: `node webpack.mjs <folder> <webpack | rspack>`.
// @run bundles of webpack; args: webpack; slow
// @run bundles of Rspack; args: rspack
import { join } from 'node:path'
import { mixed, program, testBundles, tool, versionOfTool } from './bundles.mjs'

const NAMES = { webpack: 'webpack', rspack: '@rspack/core' }
const [, , , chosen = ''] = process.argv
const NAME = NAMES[/** @type {keyof typeof NAMES} */ (chosen)]

/**
 * @param {string} mode
 * @param {string} target
 */
const bundle =
  (mode, target, entry = program) =>
  async (/** @type {string} */ path) => {
    await packed({ mode, target, entry, context: path, output: { path, filename: 'bundle.cjs' } })
    return [process.execPath, join(path, 'bundle.cjs')]
  }

/**
 * Ends when the bundle is written and the packer's workers are gone.
 * @param {object} options
 */
function packed(options) {
  return new Promise((resolve, reject) => {
    const compiler = tool(NAME)[chosen]({ ...options, performance: false })
    compiler.run((/** @type {Error} */ error, /** @type {Foreign} */ stats) =>
      compiler.close(() => {
        const { errors = [], warnings = [] } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {}
        const complaint = error ?? [...errors, ...warnings][0]
        if (complaint) reject(complaint)
        else resolve(undefined)
      })
    )
  })
}

await testBundles(chosen === 'rspack' ? 'Rspack' : 'webpack', versionOfTool(NAME), {
  'for browsers (development)': bundle('development', 'web'),
  'for browsers (production)': bundle('production', 'web'),
  'for browsers (imported and required)': bundle('production', 'web', mixed),
  'for Node (imported and required)': bundle('production', 'node', mixed)
})
