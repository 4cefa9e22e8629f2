// The tests: each declared run is one of node:test, all in one queue, on installations of the packed tarball.
import assert from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parseArgs } from 'node:util'
import { installPacked, root } from '../../scripts/project.mjs'
import { declaredJobs, means } from './declarations.mjs'
import { results, runJob } from './jobs.mjs'
import { checkRows } from './runtimes-table.mjs'
import { longestFirst } from './seconds.mjs'

/** @import { Job, Result } from './jobs.mjs' */

/** Two more than there are processors, two at the most: browsers, leases and servers that start leave gaps. */
const WIDTH = Math.min(2, availableParallelism()) + 2
const EXAMPLES = `examples-${process.pid}`
const folders = { examples: join(root, 'target/npm', EXAMPLES), package: mkdtempSync(join(tmpdir(), 'webhook-verifier-')) }
process.on('exit', () => {
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { core: { type: 'boolean', default: false }, width: { type: 'string', default: String(WIDTH) } }
})

/**
 * Those that the arguments name. Throws for an argument that names none.
 * @param {Job[]} jobs
 */
function choose(jobs) {
  const named = positionals.map((word) => jobs.filter(means(word)))
  const at = named.findIndex((found) => !found.length)
  if (at >= 0) throw new Error(`no run has "${positionals[at]}" in its name or at the start of its path`)
  return jobs.filter((job) => (job.isCore || !values.core) && (!named.length || named.some((found) => found.includes(job))))
}

/**
 * A test that passes if none of its checks failed.
 * @param {string} name
 * @param {() => Result | Promise<Result>} run
 */
const declare = (name, run) =>
  test(name, async (context) => {
    const result = await run()
    results.set(name, result)
    if (result.failed) assert.fail(result.output)
    if (result.skipped && !result.passed) context.skip(result.output)
  })

const jobs = declaredJobs(folders)
const chosen = choose(jobs)
const installation = /** @type {Job} */ (jobs.find(({ name }) => name === 'installation'))
if (chosen.some(({ path }) => path.startsWith('tests/examples/'))) installPacked(EXAMPLES)
// Fills the folder that the others run in: without it none of them starts.
const installed = await runJob(installation)
declare(installation.name, () => installed)
if (!installed.failed) {
  describe('runs', { concurrency: Number(values.width) }, () => {
    for (const job of longestFirst(chosen.filter((each) => each !== installation))) declare(job.name, () => runJob(job))
  })
  if (chosen.length === jobs.length) declare('rows of docs/runtimes.md', () => checkRows([...results.values()]))
}
