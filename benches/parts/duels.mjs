// The signature check, and the whole way from headers to a typed event: a process for each cell, so that what one size or
// form taught the engine does not help or hinder the next.
import { launch, NODES, OTHERS } from '../launch.mjs'

/**
 * @import { Effort, Runtime } from '../figures.d.ts'
 *
 * @typedef {[runtimes: Runtime[], sizes: number[], forms: string[]]} Block
 */

const SIZES = [256, 1024, 4096, 65536, 1048576]
const FULL_SIZES = [512, 1024, 4096, 65536]
const FORMS = ['text', 'bytes', 'text, not ASCII', 'bytes, not ASCII']

/** @type {Block[]} */
const CHECKS = [
  [NODES, SIZES, FORMS],
  [OTHERS, SIZES, FORMS.slice(0, 2)]
]
/** @type {Block[]} */
const FULLS = [
  [NODES, FULL_SIZES, FORMS.slice(0, 2)],
  [OTHERS, FULL_SIZES.slice(1, 3), FORMS.slice(0, 1)]
]

/**
 * @param {string} folder
 * @param {Effort} effort
 */
export const checks = (folder, effort) => duels(folder, 'check', CHECKS, effort)
/**
 * @param {string} folder
 * @param {Effort} effort
 */
export const fulls = (folder, effort) => duels(folder, 'full', FULLS, effort)

/**
 * @param {string} folder
 * @param {string} path
 * @param {Block[]} blocks
 * @param {Effort} parts
 */
function duels(folder, path, blocks, { rounds }) {
  return blocks.flatMap(cellsOf).map(({ runtime, bytes, form }) => {
    const { rows, absent } = launch(folder, runtime, ['duel.mjs', path, bytes, form, rounds])
    return { runtime: runtime.name, path, bytes, form, rows, absent }
  })
}

/** @param {Block} pair */
const cellsOf = ([runtimes, sizes, forms]) =>
  runtimes.flatMap((/** @type {Runtime} */ runtime) =>
    sizes.flatMap((/** @type {number} */ bytes) => forms.map((/** @type {string} */ form) => ({ runtime, bytes, form })))
  )
