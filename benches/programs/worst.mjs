// Bodies that are costly for their size, and ordinary ones: `worst.mjs <bytes> <rounds>`. For each shape, nanoseconds a byte of a
// whole verify, of our scanner alone and of JSON.parse alone.
import { signWebhook, WebhookVerifier } from 'webhook-verifier'
import { bodyOf } from './bodies.mjs'
import { BUFFER_BYTES, instance } from './floor.mjs'
import { race } from './rounds.mjs'
import { SECRET } from './secret.mjs'

const [bytes = 0, rounds = 0] = process.argv.slice(2).map(Number)
const HEAD = '{"event":"job.completed","data":{"id":"j","status":"completed"},"x":['
const DEEPEST = 62
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const PAIRS = [...LETTERS].flatMap((one) => [...LETTERS].map((other) => one + other))

/** A linear congruential generator: the same order in each process. */
function* numbers(seed = 1) {
  for (;;) yield (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0)
}

const random = numbers()
const shuffledPairs = PAIRS.map((pair) => ({ rank: Number(random.next().value), pair }))
  .sort((one, other) => one.rank - other.rank)
  .map(({ pair }) => pair)
/** @param {(number | void)[] | string[]} keys */
const objectOf = (keys) => `{${keys.map((key) => `"${key}":0`)}}`

/**
 * Fills a body with the items that `next` returns.
 * @param {() => string} next
 */
function filled(next) {
  const items = []
  for (let left = bytes - HEAD.length - 2, item = next(); left > item.length; item = next()) left -= items.push(item) && item.length + 1
  return `${HEAD}${items}]}`
}

/** @param {string[]} order */
const pairsOf = (order) => filled(() => objectOf(order))
/** The verifier takes 8,192 keys in one object and those around it. */
const KEYS = 4000
const integers = () => filled(() => objectOf(Array.from({ length: Math.min(KEYS, bytes >> 5) }, () => random.next().value)))

let count = 0

const BODIES = {
  'ordinary': bodyOf(bytes),
  '62 nested arrays': filled(() => '['.repeat(DEEPEST) + ']'.repeat(DEEPEST)),
  'keys of two bytes, descending': pairsOf([...PAIRS].reverse()),
  'keys of two bytes, shuffled': pairsOf(shuffledPairs),
  'integer keys': integers(),
  // V8 makes a shape for each, and remembers them all.
  'objects of one key, all different': filled(() => `{"${(count++).toString(36)}":0}`)
}

const signed = new Date()
const verifier = new WebhookVerifier({ secrets: SECRET, maxBodyBytes: 2 * bytes, now: () => signed })
const { wasm, buffer } = instance()
const RESCAN = 2
const time = signed.toISOString()

/**
 * The scanner as the package drives it, over bytes.
 * @param {Buffer} body
 */
function scan(body) {
  let answer
  wasm.begin_unverified(0)
  do {
    for (let at = 0; at < body.length; at += BUFFER_BYTES) {
      const piece = body.subarray(at, at + BUFFER_BYTES)
      buffer.set(piece)
      answer = wasm.scan(piece.length)
    }
  } while (answer === RESCAN)
  return wasm.read(1) > 0
}

/** The thread's clock ticks every few milliseconds: long batches, and the mean of them. */
const BATCH_MILLIS = 50
/** @param {Foreign[]} list */
const mean = (list) => list.reduce((sum, nanos) => sum + nanos, 0) / list.length

/** The thread's own time: large bodies take long enough for the machine to do something else in between. From Node 24 on. */
function clock() {
  const { user, system } = /** @type {any} */ (process).threadCpuUsage()
  return (user + system) / 1000
}

const contenders = Object.values(BODIES).flatMap((body) => {
  const headers = { 'x-webhook-timestamp': time, 'x-webhook-signature': signWebhook(body, time, SECRET) }
  const bytes = Buffer.from(body)
  const ways = [
    () => verifier.verify({ headers, body }).type === 'job.completed',
    () => scan(bytes),
    () => JSON.parse(body).event === 'job.completed'
  ]
  return ways.map((verify) => ({ name: body.slice(0, 90), verify, deliveries: [undefined], clock }))
})
const times = (await race(contenders, { rounds, batchMillis: BATCH_MILLIS })).map(mean)
const rows = Object.entries(BODIES).map(([shape, body], index) => {
  const [verify, scan, parse] = times.slice(3 * index).map((/** @type {number} */ nanos) => nanos / body.length)
  return { shape, verify, scan, parse }
})
console.log(JSON.stringify({ rows }))
