// How long each job took when it last ran here, so that the long ones start first and none is left to run alone.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'

/** @import { Job, Result } from './jobs.mjs' */

const SECONDS = join(root, 'target/npm/seconds.json')
/** Of a job that has not run here yet, and of one that is declared slow. */
const [USUAL, SLOW] = [5, 60]

/** @returns {Record<string, number>} */
const knownSeconds = () => (existsSync(SECONDS) ? JSON.parse(readFileSync(SECONDS, 'utf8')) : {})

/** @param {Job[]} jobs */
export function longestFirst(jobs) {
  const known = knownSeconds()
  const expected = (/** @type {Job} */ { name, isSlow }) => known[name] ?? (isSlow ? SLOW : USUAL)
  return [...jobs].sort((one, other) => expected(other) - expected(one))
}

/** @param {Map<string, Result>} results */
export function recordSeconds(results) {
  const measured = Object.fromEntries([...results].flatMap(([name, { seconds }]) => (seconds ? [[name, seconds]] : [])))
  writeFileSync(SECONDS, JSON.stringify({ ...knownSeconds(), ...measured }, null, 2))
}
