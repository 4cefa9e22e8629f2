// An entry of the package as if it had just been imported, as often as a test needs one: an ES module is evaluated only once.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'

/** Returns a function that evaluates a file of the installed package again and returns its exports. */
export function freshEntry(installed, file) {
  const { code } = transformSync(readFileSync(join(installed, file), 'utf8'), { format: 'cjs' })
  const evaluate = new Function('module', 'exports', code)
  return () => {
    const made = { exports: {} }
    evaluate(made, made.exports)
    return made.exports
  }
}
