// Jobs: each a process of its own that prints lines and, last, how many checks passed and failed. A line
// `ran <runtime> <version>: <what>` says what the checks before it ran on; the table of docs/runtimes.md is made of those. A line
// `skipped <part>: <reason>` names a part that could not run here.
import { spawn } from 'node:child_process'

const SUM = /^(\d+) passed, (\d+) failed\n$/m
const RAN = /^ran (.+?) (\d\S*): (.+)$/gm
const SKIPPED = /^skipped (.+?): .+$/gm
const NOTHING = { passed: 0, failed: 0, skipped: 0, seconds: 0, ran: [] }

/**
 * `missing` says how to get what the machine lacks for it.
 * @typedef {{ name: string, command: string, args: string[], missing: string | undefined, isCore: boolean, isSlow: boolean }} Job
 * @typedef {{ runtime: string, version: string, what: string }} Ran
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, seconds: number, ran: Ran[] }} Result
 */

/**
 * Runs all jobs, `width` at a time, in order.
 * @param {Job[]} jobs
 * @param {number} width
 */
export async function runJobs(jobs, width) {
  const waiting = [...jobs]
  /** @type {Result[]} */
  const results = []
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) results.push(await runJob(job))
  }
  await Promise.all(Array.from({ length: width }, work))
  return results
}

/** A job that misses a part of the machine, and says how to get it, is skipped; on CI, which must have all, it has failed. */
const skip = () => (process.env.CI === 'true' ? 'failed' : 'skipped')

/**
 * Prints the output of a job, once it is done, and returns its sum. A job that ends otherwise than it says has failed.
 * @param {Job} job
 * @returns {Promise<Result>}
 */
export async function runJob({ name, command, args, missing }) {
  if (missing) {
    console.log(`${name}: ${skip()}, ${missing}`)
    return { ...NOTHING, name, [skip()]: 1 }
  }
  const start = performance.now()
  const { status, output } = await processOf(command, args)
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1))
  const [sum, passed, failed] = SUM.exec(output) ?? ['', 0, 0]
  const broke = !sum || (status !== 0 && !Number(failed))
  const failures = Number(failed) + Number(broke)
  console.log(`${name}: ${passed} passed, ${failures} failed (${seconds.toFixed(1)} s)`)
  for (const line of output.replace(sum, '').trimEnd().split('\n')) console.log(`  ${line}`)
  if (broke) console.log(`  FAIL the process ended with ${status} and ${sum ? 'no failure named' : 'without a sum'}`)
  const ran = Array.from(output.matchAll(RAN), ([, runtime = '', version = '', what = '']) => ({ runtime, version, what }))
  const result = { ...NOTHING, name, passed: Number(passed), failed: failures, seconds, ran }
  result[skip()] += [...output.matchAll(SKIPPED)].length
  return result
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ status: number | string | null, output: string }>}
 */
function processOf(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', (error) => resolve({ status: error.message, output }))
    child.on('close', (status, signal) => resolve({ status: status ?? signal, output }))
  })
}
