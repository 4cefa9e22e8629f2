// Contenders against each other in one process: each round runs every one of them, beginning with another each time, so
// that none has a quieter machine or a tidier heap than the others.
import { timed } from './batch.mjs'

const NANOS = 1e6
const DEFAULTS = { rounds: 30, batchMillis: 3, warmMillis: 120 }

/** Times by contender, by round, in nanoseconds a call. */
export async function race(contenders, options = {}) {
  const { rounds, batchMillis, warmMillis } = { ...DEFAULTS, ...options }
  const counts = []
  for (const contender of contenders) counts.push(await calibrate(contender, batchMillis, warmMillis))
  const times = contenders.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const index = (round + turn) % contenders.length
      times[index].push(await timed(contenders[index], counts[index]))
    }
  }
  return times
}

/** Runs one until the engine has had its time to optimise, and returns how many calls make a batch. */
async function calibrate(contender, batchMillis, warmMillis) {
  let count = 1
  for (let spent = 0; spent < warmMillis; ) {
    const nanos = await timed(contender, count)
    spent += (nanos * count) / NANOS
    count = Math.max(1, Math.min(count * 4, Math.round((batchMillis * NANOS) / nanos)))
  }
  return count
}
