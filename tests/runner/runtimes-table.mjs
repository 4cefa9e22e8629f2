// The runtimes of a whole run of the tests, saved for the table of docs/runtimes.md: `make readme` writes it, and a whole run checks that
// the table has a row for each runtime. Versions may differ: they are those of the run that wrote it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generatedPart } from '../../scripts/pages.mjs'
import { root } from '../../scripts/project.mjs'

/** @import { Ran } from './jobs.mjs' */
/** @typedef {{ runtime: string, versions: string[], whats: string[] }} Row */

const RUNS = join(root, 'target/npm/runs.json')
const PAGE = join(root, 'docs/runtimes.md')

/**
 * Merges what ran under one name. `isWhole` says that nothing was left out, so that the table can be made of it. Returns
 * the runtimes that have no row there yet.
 * @param {Ran[]} ran
 * @param {boolean} isWhole
 */
export function missingRows(ran, isWhole) {
  if (!isWhole) return []
  /** @type {Map<string, { versions: Set<string>, whats: Set<string> }>} */
  const rows = new Map()
  for (const { runtime, version, what } of ran) {
    const row = rows.get(runtime) ?? { versions: new Set(), whats: new Set() }
    row.versions.add(version)
    row.whats.add(what)
    rows.set(runtime, row)
  }
  const list = [...rows].map(([runtime, { versions, whats }]) => ({ runtime, versions: [...versions], whats: [...whats] }))
  mkdirSync(dirname(RUNS), { recursive: true })
  writeFileSync(RUNS, JSON.stringify(list, null, 2))
  const page = readFileSync(PAGE, 'utf8')
  return list.map(({ runtime }) => runtime).filter((runtime) => !page.includes(`\n| ${runtime} | `))
}

/**
 * @param {string} one
 * @param {string} other
 */
const byNumber = (one, other) => one.localeCompare(other, 'en', { numeric: true })

function table() {
  /** @type {Row[]} */
  const rows = JSON.parse(readFileSync(RUNS, 'utf8'))
  // In the order of the alphabet, as jobs end in another order in each run.
  const lines = rows.map(
    ({ runtime, versions, whats }) => `| ${runtime} | ${versions.sort(byNumber).join(', ')} | ${whats.sort().join('; ')} |`
  )
  return ['| place | version | tests |', '|---|---|---|', ...lines.sort((a, b) => a.localeCompare(b, 'en')), ''].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(generatedPart('runtimes'), (_, begin, old, end) => `${begin}${table()}${end}`)
  )
}
