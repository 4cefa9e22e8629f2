// Jobs: each a process of its own that prints lines and, last, how many checks passed and failed. A line
// `ran <runtime> <version>: <what>` says what the checks before it ran on; the table of docs/runtimes.md is made of those. A line
// `skipped <part>: <reason>` names a part that could not run here.
import { spawn } from 'node:child_process'

/** @import { Readable } from 'node:stream' */

const SUM = /^(\d+) passed, (\d+) failed\n$/m
const RAN = /^ran (.+?) (\d\S*): (.+)$/gm
const SKIPPED = /^skipped (.+?): .+$/gm
const NOTHING = { passed: 0, failed: 0, skipped: 0, seconds: 0, processorSeconds: 0, ran: [] }
/** Runs a command, and then writes the processor time of itself and its children, which Node does not tell, to a pipe of its own. */
const TIMED = '"$@" 3>&-; status=$?; times >&3; exit $status'
const MINUTES = /(\d+)m([\d.]+)s/g

/**
 * `missing` says how to get what the machine lacks for it.
 * @typedef {{ name: string, command: string, args: string[], missing: string | undefined, isCore: boolean, isSlow: boolean }} Job
 * @typedef {{ runtime: string, version: string, what: string }} Ran
 * @typedef {{
 *   name: string, passed: number, failed: number, skipped: number, seconds: number, processorSeconds: number, ran: Ran[]
 * }} Result
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
  const { status, output, processorSeconds } = await processOf(command, args)
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1))
  const [sum, passed, failed] = SUM.exec(output) ?? ['', 0, 0]
  const broke = !sum || (status !== 0 && !Number(failed))
  const failures = Number(failed) + Number(broke)
  console.log(`${name}: ${passed} passed, ${failures} failed (${seconds.toFixed(1)} s, processor ${processorSeconds.toFixed(1)} s)`)
  for (const line of output.replace(sum, '').trimEnd().split('\n')) console.log(`  ${line}`)
  if (broke) console.log(`  FAIL the process ended with ${status} and ${sum ? 'no failure named' : 'without a sum'}`)
  const ran = Array.from(output.matchAll(RAN), ([, runtime = '', version = '', what = '']) => ({ runtime, version, what }))
  const result = { ...NOTHING, name, passed: Number(passed), failed: failures, seconds, processorSeconds, ran }
  result[skip()] += [...output.matchAll(SKIPPED)].length
  return result
}

/** @param {string} times as the shell's `times` writes them */
const secondsIn = (times) =>
  Array.from(times.matchAll(MINUTES), ([, minutes, rest]) => Number(minutes) * 60 + Number(rest)).reduce((sum, each) => sum + each, 0)

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ status: number | string | null, output: string, processorSeconds: number }>}
 */
function processOf(command, args) {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', TIMED, 'sh', command, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
    const [, stdout, stderr, pipe] = /** @type {[null, Readable, Readable, Readable]} */ (/** @type {unknown} */ (child.stdio))
    let output = ''
    let times = ''
    for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    pipe.setEncoding('utf8').on('data', (text) => (times += text))
    const end = (/** @type {number | string | null} */ status) => resolve({ status, output, processorSeconds: secondsIn(times) })
    child.on('error', (error) => end(error.message))
    child.on('close', (status, signal) => end(status ?? signal))
  })
}
