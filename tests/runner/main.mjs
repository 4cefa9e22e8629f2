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

/**
 * The jobs that the files in `places` declare, on the installation in `folder`: first the job of the name `first`, without which the
 * others do not start. `check` gets all results and whether nothing was left out, and returns further failures as texts.
 * @typedef {{ places: string[], folder: string, first?: string, check?: (results: Result[], isWhole: boolean) => string[] }} Run
 */

const SECONDS = join(root, 'target/npm/seconds.json')
/** Of a job that has not run here yet, and of one that is declared slow. */
const [USUAL, SLOW] = [5, 60]

/** Two more than there are processors, two at the most: browsers, leases and servers that start leave gaps. */
const WIDTH = Math.min(2, availableParallelism()) + 2

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

/** @param {string[]} args */
function choiceOf(args) {
  const wanted = args.filter((arg) => !arg.startsWith('--'))
  const isCoreOnly = args.includes('--core')
  return (/** @type {Job} */ { name, isCore }) => (isCore || !isCoreOnly) && (!wanted.length || wanted.some((part) => name.includes(part)))
}

/**
 * @param {Result[]} results
 * @param {Sum} what
 */
const sum = (results, what) => results.reduce((total, result) => total + result[what], 0)

/** @param {Run} run */
async function prepare({ places, folder, first, check = () => [] }) {
  const declared = declaredJobs(places, folder)
  const jobs = declared.filter(({ name }) => name !== first)
  const prepared = await Promise.all(declared.filter(({ name }) => name === first).map(runJob))
  return { jobs, prepared, isReady: !sum(prepared, 'failed'), check }
}

/**
 * Runs the jobs of several runs together, so that those of one start while the last of another end.
 * @param {Run[]} runs
 */
export async function runDeclared(runs) {
  const args = process.argv.slice(2)
  const isChosen = choiceOf(args)
  if (args.includes('--list')) return listNames(runs.flatMap(({ places, folder }) => declaredJobs(places, folder)).filter(isChosen))
  const width = Number(args.find((arg) => arg.startsWith('--width='))?.slice('--width='.length) ?? WIDTH)
  const start = performance.now()
  const ready = await Promise.all(runs.map(prepare))
  const chosen = inOrder(ready.flatMap(({ jobs, isReady }) => (isReady ? jobs.filter(isChosen) : [])))
  const results = [...ready.flatMap(({ prepared }) => prepared), ...(await runJobs(chosen, width))]
  const failures = ready.flatMap(({ jobs, prepared, check }) => {
    const names = [...prepared, ...jobs].map(({ name }) => name)
    const own = results.filter(({ name }) => names.includes(name))
    return check(own, own.length === names.length && !sum(own, 'skipped'))
  })
  for (const failure of failures) console.log(`FAIL ${failure}`)
  recordSeconds(results)
  const processor = results.reduce((total, { processorSeconds }) => total + processorSeconds, 0)
  console.log(`${results.length} jobs took ${((performance.now() - start) / 1000).toFixed(0)} s, processor ${processor.toFixed(0)} s`)
  const failed = sum(results, 'failed') + failures.length
  console.log(`${sum(results, 'passed')} passed, ${failed} failed, ${sum(results, 'skipped')} skipped`)
  process.exitCode = failed ? 1 : 0
}

/** @param {Job[]} jobs */
function listNames(jobs) {
  for (const name of jobs.map(({ name }) => name).sort()) console.log(name)
}
