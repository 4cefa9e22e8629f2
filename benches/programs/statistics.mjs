// Statistics of measured times.
import { present } from './present.mjs'

/** The name under which ours runs a second time. */
export const ITSELF = 'itself'
/** The name of our hash alone. */
export const FLOOR = 'our hash alone'

/**
 * Whether an attacker could use it.
 * @param {{ name: string }} parts
 */
export const isContender = ({ name }) => name !== ITSELF && name !== FLOOR

/**
 * @param {number[]} values
 * @param {number} part
 */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const [below, above] = [present(sorted[Math.floor(at)]), present(sorted[Math.ceil(at)])]
  return below + (above - below) * (at - Math.floor(at))
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5)

/**
 * How many times as fast `ours` is as `theirs`, both lists of times by round. Pairs are of one round, so that what slows
 * the whole machine for a while slows both; `best` compares the fastest rounds, which nothing disturbed.
 * @param {number[]} ours
 * @param {number[]} theirs
 */
export function ratio(ours, theirs) {
  const pairs = ours.map((time, round) => present(theirs[round]) / time)
  return { median: median(pairs), low: quantile(pairs, 0.25), high: quantile(pairs, 0.75), best: Math.min(...theirs) / Math.min(...ours) }
}

/**
 * Nanoseconds a call of each contender, and its ratio to the first, which is ours.
 * @param {(string | number)[]} names
 * @param {number[][]} times
 */
export function summary(names, times) {
  return names.map((name, index) => {
    const own = present(times[index])
    return { name, median: median(own), best: Math.min(...own), ratio: ratio(present(times[0]), own) }
  })
}
