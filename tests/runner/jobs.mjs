// Jobs: each a process of its own that prints lines and, last, how many checks passed and failed. A line
// `ran <runtime> <version>: <what>` says what the checks before it ran on; the table of docs/runtimes.md is made of those. A line
// `skipped <part>: <reason>` names a part that could not run here.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { amount } from './amount.mjs'

const SUM = /^(\d+) passed, (\d+) failed\n$/m
const RAN = /^ran (.+?) (\d\S*): (.+)$/gm
const SKIPPED = /^skipped (.+?): .+$/gm
/** Of one job, so that none that hangs holds the others up. */
const LIMIT_MINUTES = amount(15, 120)
/** Runs a command, and then writes the processor time of it and its children, which Node does not tell, to a stream of its own. */
const TIMED = '"$@" 2>&1; status=$?; times >&2; exit $status'
const TIME = /(\d+)m([\d.]+)s/g

/**
 * `missing` says how to get what the machine lacks for it.
 * @typedef {{
 *   name: string, path: string, command: string, args: string[], missing: string | undefined, isCore: boolean, isSlow: boolean
 * }} Job
 * @typedef {{ runtime: string, version: string, what: string }} Ran
 * @typedef {{
 *   passed: number, failed: number, skipped: number, seconds: number, processorSeconds: number, ran: Ran[], output: string
 * }} Result
 */

/** @type {Result} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0, seconds: 0, processorSeconds: 0, ran: [], output: '' }

/**
 * By the name of the test: a test of node:test has no place for more than whether it passed.
 * @type {Map<string, Result>}
 */
export const results = new Map()

/** A job that misses a part of the machine, and says how to get it, is skipped; on CI, which must have all, it has failed. */
const skip = () => (process.env.CI === 'true' ? 'failed' : 'skipped')

/**
 * A job that ends otherwise than it says has failed.
 * @param {Job} job
 * @returns {Promise<Result>}
 */
export async function runJob({ command, args, missing }) {
  if (missing) return { ...NOTHING, [skip()]: 1, output: missing }
  const start = performance.now()
  const { end, output, processorSeconds } = await processOf(command, args)
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1))
  const [sum, ...counts] = SUM.exec(output) ?? ['']
  const [passed = 0, failed = 0] = counts.map(Number)
  const broke = sum && (end === 0 || failed) ? '' : `FAIL the process ended with ${end} and ${sum ? 'no failure named' : 'without a sum'}\n`
  const ran = Array.from(output.matchAll(RAN), ([, runtime = '', version = '', what = '']) => ({ runtime, version, what }))
  const failures = failed + Number(Boolean(broke))
  const result = { ...NOTHING, passed, failed: failures, seconds, processorSeconds, ran, output: output.replace(sum, '') + broke }
  result[skip()] += [...output.matchAll(SKIPPED)].length
  return result
}

/** @param {string} times as the shell's `times` writes them */
const secondsIn = (times) =>
  Array.from(times.matchAll(TIME), ([, minutes, rest]) => Number(minutes) * 60 + Number(rest)).reduce((sum, each) => sum + each, 0)

/**
 * Runs a command in a process group of its own, which ends as a whole: at the limit, or with this process.
 * @param {string} command
 * @param {string[]} args
 */
async function processOf(command, args) {
  const child = spawn('sh', ['-c', TIMED, 'sh', command, ...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const kill = () => spawnSync('kill', ['-KILL', '--', `-${child.pid}`])
  let [output, times, late] = ['', '', '']
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (times += text))
  const limit = setTimeout(() => {
    late = ` after ${LIMIT_MINUTES} minutes`
    kill()
    for (const stream of [child.stdout, child.stderr]) stream.destroy()
  }, LIMIT_MINUTES * 60_000)
  process.prependListener('exit', kill)
  const [status, signal] = await once(child, 'close')
  process.off('exit', kill)
  clearTimeout(limit)
  return { end: late ? `${signal}${late}` : (status ?? signal), output, processorSeconds: secondsIn(times) }
}
