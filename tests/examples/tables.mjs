// The tables of the pages.
import { readPage } from '../../scripts/pages.mjs'

/**
 * The rows of the tables under a heading, each as its cells.
 * @param {string} path
 * @param {string} heading
 */
export function rowsOf(path, heading) {
  const [, section] = readPage(path).text.split(new RegExp(`^#+ ${heading}$`, 'm'))
  if (section === undefined) throw new Error(`${path} has no part "${heading}"`)
  const own = section.replace(/^#+ .*/ms, '')
  return [...own.matchAll(/^\| (?!---)(.*) \|$/gm)].map(([, row = '']) => row.split(/(?<!\\) \| /)).slice(1)
}
/**
 * The names in backticks in a cell.
 * @param {string | undefined} cell
 */
export const namesIn = (cell = '') => [...cell.matchAll(/`([\w.]+)[^`]*`/g)].map(([, name = '']) => name)
