// Processor time of a server process for each signed delivery, with the load in another process.
import { nodeBinary } from '../../scripts/runtimes.mjs'
import { shuffled } from '../programs/rounds.mjs'
import { median } from '../programs/statistics.mjs'
import { load, startServer } from '../servers.mjs'

const CONTENDERS = ['snippet', 'safeVerify', 'handler', 'handlerMemory']
const CONNECTIONS = 32
const BYTES = 1024

/** Contenders take turns, in an order of chance; each round compares with the snippet of the same round. */
export async function server(folder, { requests, serverRounds }) {
  const rounds = []
  for (let round = 0; round < serverRounds; round++) {
    const cells = {}
    for (const index of shuffled(CONTENDERS.length)) cells[CONTENDERS[index]] = await measure(folder, CONTENDERS[index], requests)
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

async function measure(folder, contender, requests) {
  const server = await startServer(folder, { command: nodeBinary(20), args: ['servers/node-http.mjs', contender, '1'] })
  try {
    await load(folder, server, 1, 1, BYTES, 'forged')
    await load(folder, server, Math.ceil(requests / 5), CONNECTIONS, BYTES, 'genuine')
    const before = await server.micros()
    const found = await load(folder, server, requests, CONNECTIONS, BYTES, 'genuine')
    return { ...found, micros: ((await server.micros()) - before) / requests }
  } finally {
    server.stop()
  }
}
