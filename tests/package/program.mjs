// The suite and its vectors as one file that imports nothing but the package: what an app is to a bundler or a test
// runner.
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

/**
 * A new folder in that of the installation, where `webhook-verifier` is found as an app finds it.
 * @param {string} folder
 * @param {string} group
 * @param {string} name
 */
export function ownFolder(folder, group, name) {
  mkdirSync(join(folder, group), { recursive: true })
  return mkdtempSync(join(folder, group, `${name}-`))
}

/**
 * JSON as one text of plain characters, for the host's own parser. Tools differ in what they make of JSON: to Rollup's
 * plugin `__proto__` is no key like others, to Parcel a written `\\ud83d` is half a character.
 */
const plainJson = {
  name: 'plain JSON',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /\.json$/ }, (/** @type {{ path: string }} */ { path }) => {
      const text = encodeURIComponent(readFileSync(path, 'utf8')).replaceAll("'", '%27')
      return { contents: `export default JSON.parse(decodeURIComponent('${text}'))` }
    })
  }
}

/**
 * Writes what `entry` makes of the suite into `outfile`, and returns that.
 * @param {string} entry
 * @param {string} outfile
 * @param {import('esbuild').Format} format
 * @param {string[]} external
 */
export async function writeProgram(entry, outfile, format = 'esm', external = []) {
  await build({
    entryPoints: [entry],
    outfile,
    // The names of files in comments would differ with the folder.
    absWorkingDir: dirname(entry),
    bundle: true,
    format,
    external: ['webhook-verifier', ...external],
    plugins: [plainJson],
    logLevel: 'silent'
  })
  return outfile
}
