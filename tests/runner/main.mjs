// The command line of the test programs: `[--core] [--list] [--width=<n>] [name…]`. Only jobs whose name contains one of the names
// run; with `--core` those of the quick run; `--list` prints their names. So many run at a time as `--width` says.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { declaredJobs } from './declarations.mjs'
import { runJob, runJobs } from './jobs.mjs'

/** @import { Job, Result } from './jobs.mjs' */
/** @typedef {'passed' | 'failed' | 'skipped'} Sum */

const SECONDS = join(root, 'target/npm/seconds.json')
/** Of a job that has not run here yet, and of one that is declared slow. */
const [USUAL, SLOW] = [5, 60]

/** One more than there are processors, two at the most: browsers, leases and servers that start leave gaps. */
const WIDTH = Math.min(2, availableParallelism()) + 1

/** @returns {Record<string, number>} */
function knownSeconds() {
  try {
    return JSON.parse(readFileSync(SECONDS, 'utf8'))
  } catch {
    return {}
  }
}

/**
 * The long ones first, so that none is left to run alone.
 * @param {Job[]} jobs
 */
function inOrder(jobs) {
  const known = knownSeconds()
  const expected = (/** @type {Job} */ { name, isSlow }) => known[name] ?? (isSlow ? SLOW : USUAL)
  return [...jobs].sort((one, other) => expected(other) - expected(one))
}

/** @param {Result[]} results */
function recordSeconds(results) {
  mkdirSync(dirname(SECONDS), { recursive: true })
  const measured = Object.fromEntries(results.map(({ name, seconds }) => [name, seconds]))
  writeFileSync(SECONDS, JSON.stringify({ ...knownSeconds(), ...measured }, null, 2))
}

/**
 * Runs what the files in `places` declare, on the installation in `folder`: first the job of the name `first`, without which the
 * others do not start. `check` gets all results and whether nothing was left out, and returns further failures as texts.
 * @param {{ places: string[], folder: string, first?: string, check?: (results: Result[], isWhole: boolean) => string[] }} runs
 */
export async function runDeclared({ places, folder, first, check = () => [] }) {
  const args = process.argv.slice(2)
  const wanted = args.filter((arg) => !arg.startsWith('--'))
  const declared = declaredJobs(places, folder)
  const jobs = declared.filter(({ name, isCore }) => name !== first && (isCore || !args.includes('--core')))
  const chosen = inOrder(jobs.filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part))))
  if (args.includes('--list'))
    return console.log(
      chosen
        .map(({ name }) => name)
        .sort()
        .join('\n')
    )
  const width = Number(args.find((arg) => arg.startsWith('--width='))?.slice('--width='.length) ?? WIDTH)
  const start = performance.now()
  const prepared = await Promise.all(declared.filter(({ name }) => name === first).map(runJob))
  const isReady = !prepared.some(({ failed }) => failed)
  const results = [...prepared, ...(isReady ? await runJobs(chosen, width) : [])]
  const sum = (/** @type {Sum} */ what) => results.reduce((total, result) => total + result[what], 0)
  const failures = check(results, chosen.length === declared.length - prepared.length && !sum('skipped'))
  for (const failure of failures) console.log(`FAIL ${failure}`)
  recordSeconds(results)
  const processor = results.reduce((total, { processorSeconds }) => total + processorSeconds, 0)
  console.log(`${results.length} jobs took ${((performance.now() - start) / 1000).toFixed(0)} s, processor ${processor.toFixed(0)} s`)
  const failed = sum('failed') + failures.length
  console.log(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`)
  process.exitCode = failed ? 1 : 0
}
