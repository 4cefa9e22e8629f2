// Internal modules of the package in TypeScript, for tests on a Node that does not strip types.
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../scripts/project.mjs'
import { present } from '../suite/expect.mjs'

/**
 * Bundles one module of pkg-template/ and imports it.
 * @param {string} path
 */
export async function loadSource(path) {
  const entryPoints = [join(root, 'pkg-template', path)]
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'esm', platform: 'neutral', target: 'es2022' })
  return import(`data:text/javascript;base64,${Buffer.from(present(outputFiles[0]).text).toString('base64')}`)
}
