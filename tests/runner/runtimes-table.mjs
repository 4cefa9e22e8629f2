// The runtimes of a whole run of the tests, saved for the table of docs/runtimes.md: `make readme` writes it, and a whole run checks that
// the table has a row for each runtime. Versions may differ: they are those of the run that wrote it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generatedPart } from '../../scripts/pages.mjs'
import { root } from '../../scripts/project.mjs'
import { NOTHING } from './jobs.mjs'

/** @import { Ran, Result } from './jobs.mjs' */

const RUNS = join(root, 'target/npm/runs.json')
const PAGE = join(root, 'docs/runtimes.md')

/** @param {Ran[]} ran */
const namesOf = (ran) => [...new Set(ran.map(({ runtime }) => runtime))]

/**
 * One check for each runtime of a whole run. No table can be made of a run that skipped some.
 * @param {Result[]} results
 * @returns {Result}
 */
export function checkRows(results) {
  if (results.some(({ skipped }) => skipped)) return { ...NOTHING, output: 'not checked, as some runs were skipped' }
  const ran = results.flatMap((result) => result.ran)
  writeFileSync(RUNS, JSON.stringify(ran, null, 2))
  const [page, names] = [readFileSync(PAGE, 'utf8'), namesOf(ran)]
  const missing = names.filter((name) => !page.includes(`\n| ${name} | `))
  const lines = missing.map((name) => `FAIL no row in docs/runtimes.md, which \`make readme\` writes: ${name}`)
  return { ...NOTHING, passed: names.length - missing.length, failed: missing.length, output: lines.join('\n') }
}

/**
 * @param {string} one
 * @param {string} other
 */
const byNumber = (one, other) => one.localeCompare(other, 'en', { numeric: true })

function table() {
  /** @type {Ran[]} */
  const ran = JSON.parse(readFileSync(RUNS, 'utf8'))
  const lines = namesOf(ran).map((name) => {
    const own = ran.filter(({ runtime }) => runtime === name)
    const [versions, whats] = [new Set(own.map(({ version }) => version)), new Set(own.map(({ what }) => what))]
    return `| ${name} | ${[...versions].sort(byNumber).join(', ')} | ${[...whats].sort().join('; ')} |`
  })
  // In the order of the alphabet, as jobs end in another order in each run.
  return ['| place | version | tests |', '|---|---|---|', ...lines.sort((a, b) => a.localeCompare(b, 'en')), ''].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(generatedPart('runtimes'), (_, begin, old, end) => `${begin}${table()}${end}`)
  )
}
