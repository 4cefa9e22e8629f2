// An entry of the package as if it had just been imported, as often as a test needs one: an ES module is evaluated only once.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'

/** @import { Library } from '../suite/cases.d.ts' */
/** @typedef {Library & { init: (module: object) => void }} FreshEntry */

/**
 * Returns a function that evaluates a file of the installed package again and returns its exports.
 * @param {string} installed
 * @param {string} file
 * @returns {() => FreshEntry}
 */
export function freshEntry(installed, file) {
  const { code } = transformSync(readFileSync(join(installed, file), 'utf8'), { format: 'cjs' })
  const evaluate = new Function('module', 'exports', code)
  return () => {
    const made = { exports: {} }
    evaluate(made, made.exports)
    return /** @type {FreshEntry} */ (made.exports)
  }
}
