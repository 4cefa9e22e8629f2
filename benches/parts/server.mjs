// Processor time of a server process for each signed delivery, with the load in another process.
import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { nodeBinary } from '../../scripts/runtimes.mjs'

const CONTENDERS = ['snippet', 'safeVerify', 'handler', 'handlerMemory']
const CONNECTIONS = 32
const BYTES = 1024
const LIMIT = 60_000
const run = promisify(execFile)
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/** Contenders take turns; each round compares with the snippet of the same round. */
export async function server(folder, { requests, serverRounds }) {
  const rounds = []
  for (let round = 0; round < serverRounds; round++) {
    const cells = {}
    for (const name of CONTENDERS) cells[name] = await measure(folder, name, requests)
    rounds.push(cells)
  }
  return CONTENDERS.map((name) => ({
    name,
    micros: median(rounds.map((cells) => cells[name].micros)),
    perSecond: median(rounds.map((cells) => cells[name].perSecond)),
    p99: median(rounds.map((cells) => cells[name].p99)),
    ratio: median(rounds.map((cells) => cells[name].micros / cells.snippet.micros)),
  }))
}

async function measure(folder, name, requests) {
  const node = nodeBinary(20)
  const child = fork(join(folder, 'server.mjs'), [name], { execPath: node, cwd: folder, timeout: 3 * LIMIT })
  try {
    const [{ port }] = await once(child, 'message')
    const load = async (count) => JSON.parse((await run(node, ['load.mjs', port, count, CONNECTIONS, BYTES].map(String), { cwd: folder, timeout: LIMIT })).stdout)
    await load(Math.ceil(requests / 5))
    const before = await timeOf(child)
    const found = await load(requests)
    return { ...found, micros: ((await timeOf(child)) - before) / requests }
  } finally {
    child.kill()
  }
}

async function timeOf(child) {
  child.send('time')
  const [{ user, system }] = await once(child, 'message')
  return user + system
}
