// The runs that there are, each on an installation of the packed tarball of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPacked } from '../../scripts/project.mjs'
import { PACKAGE } from './declarations.mjs'
import { runDeclared } from './main.mjs'
import { missingRows } from './runtimes-table.mjs'

/** @import { Run } from './main.mjs' */
/** @import { Result } from './jobs.mjs' */

/**
 * A whole run has a row in the table of docs/runtimes.md for each runtime that it ran on.
 * @param {Result[]} results
 * @param {boolean} isWhole
 */
const check = (results, isWhole) =>
  missingRows(
    results.flatMap(({ ran }) => ran),
    isWhole
  ).map((runtime) => `no row in docs/runtimes.md, which \`make readme\` writes: ${runtime}`)

/** @type {Record<string, () => Run>} */
const RUNS = {
  examples: () => ({ places: ['tests/examples'], folder: installPacked(`examples-${process.pid}`) }),
  package: () => ({ places: PACKAGE, folder: mkdtempSync(join(tmpdir(), 'webhook-verifier-')), first: 'installation', check })
}

/** @param {string[]} names */
export async function runAll(...names) {
  const runs = names.flatMap((name) => RUNS[name]?.() ?? [])
  try {
    await runDeclared(runs)
  } finally {
    for (const { folder } of runs) rmSync(folder, { recursive: true, force: true })
  }
}
