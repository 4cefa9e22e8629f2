// The run of both Node runners, and of Deno and Bun: the suite, and that `import` and `require` are one package.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { onePackage } from './one-package.mjs'
import { suite, Tally, VECTORS } from '../suite/index.mjs'

/** @import { Library, Vectors } from '../suite/cases.d.ts' */

/** @param {string} name */
const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'))

/**
 * `way` says how the runner loaded the library; `isWhole` as the suite has it.
 * @param {Library} library
 * @param {string} way
 * @param {boolean} isWhole
 */
export async function run(library, way, isWhole) {
  const tally = new Tally()
  await onePackage([library, await import('webhook-verifier'), createRequire(import.meta.url)('webhook-verifier')], tally)
  const vectors = /** @type {Vectors} */ (/** @type {unknown} */ (Object.fromEntries(VECTORS.map((name) => [name, read(name)]))))
  await suite(library, vectors, tally, isWhole)
  console.log(`ran Node ${process.versions.node}: the suite, ${way}`)
  if (!tally.end()) process.exitCode = 1
}
