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
  const racers = []
  for (const contender of contenders) {
    racers.push({ contender, count: await calibrate(contender, batchMillis, warmMillis), times: /** @type {number[]} */ ([]) })
  }
  for (let round = 0; round < rounds; round++) {
    for (const { contender, count, times } of shuffled(racers)) times.push(await timed(contender, count))
  }
  return racers.map(({ times }) => times)
}

/**
 * The items in an order of chance, each order as likely as any other.
 * @template Item
 * @param {readonly Item[]} items
 */
export const shuffled = (items) =>
  items
    .map((item) => ({ item, rank: Math.random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item)

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
