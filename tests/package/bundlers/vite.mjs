// Vite: its builds, and the modules that its development server hands to a server-side runner.
// @run bundles of Vite; slow
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { folder, mixed, program, testBundles, tool, versionOfTool } from './bundles.mjs'

const runner = fileURLToPath(new URL('vite-runner.mjs', import.meta.url))

/**
 * @param {string} mode
 */
const built =
  (mode, /** @type {{ minify?: boolean, ssr?: boolean, input?: string }} */ { minify, ssr = false, input = program }) =>
  async (/** @type {string} */ outDir) => {
    const rollupOptions = { input, output: { entryFileNames: 'bundle.mjs' } }
    const options = { root: folder, configFile: false, logLevel: 'silent', mode, ssr: { noExternal: ssr || [] } }
    await tool('vite').build({ ...options, build: { outDir, minify, ssr, rollupOptions } })
    return [process.execPath, join(outDir, 'bundle.mjs')]
  }

/** @param {string} place */
const served = (place) => (/** @type {string} */ outdir) => [process.execPath, runner, folder, program, outdir, place]

await testBundles(
  'Vite',
  versionOfTool('vite'),
  {
    'for browsers (development)': built('development', { minify: false }),
    'for browsers (production)': built('production', {}),
    'for browsers (imported and required)': built('production', { input: mixed }),
    'for servers (imported and required)': built('production', { ssr: true, input: mixed })
  },
  {
    'run by its development server': served('outside'),
    'run by its development server with the package inside': served('inside')
  }
)
