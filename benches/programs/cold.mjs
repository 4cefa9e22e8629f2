// A process that begins cold: `cold.mjs <file> <path> <delivery> [number…]` imports one contender, verifies once, and goes on
// up to each number of calls. It prints the milliseconds of the import, and of a call in each of these steps.
import { batch } from './batch.mjs'
import { SECRET } from './secret.mjs'

const [file, path = '', delivery = '', ...steps] = process.argv.slice(2)
const module = await import(`./contenders/${file}.mjs`)
const deliveries = [JSON.parse(delivery)]

const start = performance.now()
const { verify } = await module[path](SECRET)
const imported = performance.now()
const contender = { verify, deliveries, asynchronous: module.asynchronous }
/** @type {number[]} */
const times = []
let right = 0
let done = 0
for (const upTo of [1, ...steps.map(Number)]) {
  const begun = times.length ? performance.now() : imported
  right += await batch(contender, upTo - done)
  times.push((performance.now() - begun) / (upTo - done))
  done = upTo
}
if (right !== done) throw new Error(`right ${right} of ${done} times`)
console.log(JSON.stringify({ imported: imported - start, times }))
