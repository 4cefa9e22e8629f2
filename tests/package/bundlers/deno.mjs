// `deno bundle`, whose esbuild the set-up has fetched. It leaves import and require apart, as it knows no condition of
// bundlers.
// @run bundles of Deno
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { runtimeBinary, toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { program, testBundles } from './bundles.mjs'

const deno = runtimeBinary('@deno', 'deno')
const env = { ...process.env, DENO_DIR: toolFolder('deno') }

/**
 * @param {string[]} runtime
 * @param {string[]} flags
 */
const bundle = (runtime, flags) => async (/** @type {string} */ outdir) => {
  const outfile = join(outdir, 'bundle.mjs')
  execFileSync(deno, ['bundle', '--no-remote', '--output', outfile, ...flags, program], { cwd: outdir, stdio: 'pipe', env })
  return [...runtime, outfile]
}

await testBundles(
  'Deno',
  versionOf('runtimes', 'deno'),
  {},
  {
    'for browsers (minified)': bundle([process.execPath], ['--platform=browser', '--minify']),
    'for Deno': bundle([deno, 'run', '--no-prompt', '--no-remote'], [])
  }
)
