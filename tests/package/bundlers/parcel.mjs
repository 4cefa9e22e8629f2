// Parcel, which reads `main` and `module` of the package, and `exports` only where it is told to.
// @run bundles of Parcel
import { join } from 'node:path'
import { mixed, program, testBundles, tool, versionOfTool } from './bundles.mjs'

/**
 * @param {string} mode
 * @param {object} target
 */
const bundle =
  (mode, target, entries = program) =>
  async (/** @type {string} */ distDir) => {
    const { Parcel } = tool('@parcel/core')
    const parcel = new Parcel({
      entries,
      mode,
      defaultConfig: tool.resolve('@parcel/config-default'),
      shouldDisableCache: true,
      // Parcel would install what it misses.
      shouldAutoInstall: false,
      targets: { main: { distDir, distEntry: 'bundle.mjs', sourceMap: false, includeNodeModules: true, ...target } }
    })
    await parcel.run()
    return [process.execPath, join(distDir, 'bundle.mjs')]
  }

const ESM = { outputFormat: 'esmodule', context: 'browser' }
await testBundles('Parcel', versionOfTool('parcel'), {
  'for browsers (development)': bundle('development', ESM),
  'for browsers (production)': bundle('production', ESM),
  'for browsers (imported and required)': bundle('production', ESM, mixed),
  'for Node (imported and required)': bundle('production', { ...ESM, context: 'node' }, mixed)
})
