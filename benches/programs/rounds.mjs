// Contenders against each other in one process: each round runs every one of them, in an order of chance, so that none has
// a quieter machine than the others, and none always comes after the same one, whose garbage and caches it inherits.
import { timed } from './batch.mjs'

/** @import { Timed } from '../figures.d.ts' */

const NANOS = 1e6
const DEFAULTS = { rounds: 30, batchMillis: 3, warmMillis: 120 }

/**
 * Times by contender, by round, in nanoseconds a call.
 * @param {Timed[]} contenders
 * @param {Partial<typeof DEFAULTS>} options
 */
export async function race(contenders, options = {}) {
  const { rounds, batchMillis, warmMillis } = { ...DEFAULTS, ...options }
  const counts = []
  for (const contender of contenders) counts.push(await calibrate(contender, batchMillis, warmMillis))
  const times = contenders.map(() => /** @type {number[]} */ ([]))
  for (let round = 0; round < rounds; round++) {
    for (const index of shuffled(contenders.length)) times[index].push(await timed(contenders[index], counts[index]))
  }
  return times
}

/**
 * The numbers below `count`, each order as likely as any other.
 * @param {number} count
 */
export function shuffled(count) {
  const order = Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1))
    ;[order[last], order[other]] = [order[other], order[last]]
  }
  return order
}

/**
 * Runs one until the engine has had its time to optimize, and returns how many calls make a batch.
 * @param {Timed} contender
 * @param {number} batchMillis
 * @param {number} warmMillis
 */
async function calibrate(contender, batchMillis, warmMillis) {
  let count = 1
  for (let spent = 0; spent < warmMillis; ) {
    const nanos = await timed(contender, count)
    spent += (nanos * count) / NANOS
    count = Math.max(1, Math.min(count * 4, Math.round((batchMillis * NANOS) / nanos)))
  }
  return count
}
