// Bun: its bundler, and an executable with the program inside.
// @run bundles of Bun
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { runtimeBinary } from '../../../scripts/runtimes.mjs'
import { mixed, program, testBundles } from './bundles.mjs'

const bun = runtimeBinary('@oven', 'bin/bun')

/**
 * @param {string[]} runtime
 * @param {string[]} flags
 */
const bundle =
  (runtime, flags, entry = program) =>
  async (/** @type {string} */ outdir) => {
    const outfile = join(outdir, 'bundle.mjs')
    execFileSync(bun, ['build', entry, `--outfile=${outfile}`, ...flags], { stdio: 'pipe' })
    return [...runtime, outfile]
  }

await testBundles('Bun', execFileSync(bun, ['--version'], { encoding: 'utf8' }).trim(), {
  'for browsers': bundle([process.execPath], ['--target=browser']),
  'for browsers (minified)': bundle([process.execPath], ['--target=browser', '--minify', '--production']),
  'for browsers (imported and required)': bundle([process.execPath], ['--target=browser'], mixed),
  'for Node (imported and required)': bundle([process.execPath], ['--target=node'], mixed),
  'for Bun': bundle([bun], ['--target=bun']),
  'in an executable': bundle([], ['--compile', '--minify'])
})
