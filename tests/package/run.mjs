// Tests what users install: the packed tarball, in a new folder, on real runtimes. Build and pack first (`make pack`).
// `node tests/package/run.mjs [--core] [name…]`: see tests/runner/main.mjs; how a file declares its runs: declarations.mjs.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PACKAGE } from '../runner/declarations.mjs'
import { runDeclared } from '../runner/main.mjs'
import { missingRows } from '../runner/runtimes-table.mjs'

/**
 * A whole run has a row in the table of docs/runtimes.md for each runtime that it ran on.
 * @param {import('../runner/jobs.mjs').Result[]} results
 * @param {boolean} isWhole
 */
const check = (results, isWhole) =>
  missingRows(
    results.flatMap(({ ran }) => ran),
    isWhole
  ).map((runtime) => `no row in docs/runtimes.md, which \`make readme\` writes: ${runtime}`)

const folder = mkdtempSync(join(tmpdir(), 'webhook-verifier-'))
try {
  await runDeclared({ places: PACKAGE, folder, first: 'installation', check })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
