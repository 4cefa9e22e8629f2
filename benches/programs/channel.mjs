// Cost of the diagnostics channel without a subscriber, `channel.mjs <rounds>` in a folder with the package: how often a delivery asks the
// channel for subscribers, how long that takes, and a delivery to a handler next to one whose handler found no channel. Processor time,
// shares of the pairs of each round; a second handler with a channel shows how far two equal ones differ.
import { channel as namedChannel } from 'node:diagnostics_channel'
import { createWebhookHandler, signWebhook } from 'webhook-verifier'
import { present } from './present.mjs'
import { shuffled } from './rounds.mjs'
import { SECRET } from './secret.mjs'
import { quantile } from './statistics.mjs'

const CALLS = 50
const READINGS = 20_000_000
const BODY_BYTES = 1024
const rounds = Number(process.argv[2])

const start = '{"event":"job.completed","data":{"id":"job_1"},"note":"'
const body = `${start}${'x'.repeat(BODY_BYTES - start.length - 2)}"}`
const timestamp = new Date().toISOString()
const headers = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signWebhook(body, timestamp, SECRET) }
const requestOf = () => new Request('http://localhost/webhook', { method: 'POST', headers, body })

const createHandler = () => createWebhookHandler({ secret: SECRET, replay: false, toleranceSeconds: 86_400, onEvent() {} })

/**
 * A handler that finds this module in place of Node's.
 * @param {{ channel: () => { readonly hasSubscribers: boolean; }; } | undefined} module
 */
function createHandlerWith(module) {
  const { getBuiltinModule } = process
  process.getBuiltinModule = () => module
  try {
    return createHandler()
  } finally {
    process.getBuiltinModule = getBuiltinModule
  }
}

async function countReadings() {
  let count = 0
  const channel = {
    get hasSubscribers() {
      count++
      return false
    }
  }
  const handler = createHandlerWith({ channel: () => channel })
  await handler(requestOf())
  return count
}

/** Nanoseconds, with the loop around it. */
function readingTime() {
  const channel = namedChannel('webhook-verifier')
  let found = 0
  const before = process.cpuUsage()
  for (let number = 0; number < READINGS; number++) if (channel.hasSubscribers) found++
  const { user, system } = process.cpuUsage(before)
  if (found) throw new Error('the channel has a subscriber')
  return ((user + system) * 1000) / READINGS
}

/** @param {(request: Request) => Promise<Response>} handler */
async function processorTime(handler) {
  const requests = Array.from({ length: CALLS }, requestOf)
  const before = process.cpuUsage()
  for (const request of requests) if ((await handler(request)).status !== 200) throw new Error('a delivery was refused')
  const { user, system } = process.cpuUsage(before)
  return (user + system) / CALLS
}

/** @param {(request: Request) => Promise<Response>} handler */
const racerOf = (handler) => ({ handler, times: /** @type {number[]} */ ([]) })

const without = racerOf(createHandlerWith(undefined))
const channel = racerOf(createHandler())
const again = racerOf(createHandler())
for (let round = -5; round < rounds; round++) {
  for (const { handler, times } of shuffled([without, channel, again])) {
    const micros = await processorTime(handler)
    if (round >= 0) times.push(micros)
  }
}
/**
 * @param {number[]} ours
 * @param {number[]} theirs
 */
const shares = (ours, theirs) => ours.map((time, round) => time / present(theirs[round]))
/** @param {number[]} values */
const told = (values) => [0.25, 0.5, 0.75].map((part) => quantile(values, part).toFixed(3)).join(' / ')
const [micros, readings, nanos] = [quantile(without.times, 0.5), await countReadings(), readingTime()]
const share = (readings * nanos) / (micros * 1000)
console.log(
  `Node ${process.versions.node}: ${readings} readings of ${nanos.toFixed(2)} ns in a delivery of ${micros.toFixed(1)} µs: ${(share * 100).toFixed(3)} %`
)
console.log(`${rounds} rounds of ${CALLS}, with a channel to without: ${told(shares(channel.times, without.times))} (quartiles)`)
console.log(`with a channel to another with one: ${told(shares(again.times, channel.times))}`)
