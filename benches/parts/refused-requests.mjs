// Processor time of a server for a request that it refuses, next to the snippet's server.
import { shuffled } from '../programs/rounds.mjs'
import { median } from '../programs/statistics.mjs'
import { load, NODE, startServer } from '../servers.mjs'

/** @import { Effort } from '../figures.d.ts' */

const CONTENDERS = /** @type {const} */ (['snippet', 'handlerMemory'])
const MIB = 1_048_576

/**
 * [name, kind, part of the requests, connections, body's size, number of secrets]. HTTP/2 has a program of its own.
 * @type {[name: string, kind: string, part: number, connections: number, bytes?: number, secretCount?: number][]}
 */
const ROWS = [
  ['bare POST, pipelined', 'barePost', 1, 8],
  ['bare GET, pipelined', 'bareGet', 1, 8],
  ['wrong signature, 200 B', 'forged', 1, 32, 200],
  ['wrong signature, 200 B, 4 secrets', 'forged', 1, 32, 200, 4],
  ['wrong signature, 1 MiB', 'forged', 0.01, 4, MIB],
  ['wrong signature, 1 MiB, 4 secrets', 'forged', 0.01, 4, MIB, 4],
  ['15,900 commas as the signature', 'commas', 0.3, 8],
  ['880 copies of a header', 'copies', 0.1, 8],
  ['1,990 headers', 'headers', 0.1, 8],
  ['170,000 chunks of a byte', 'chunks', 0.001, 1],
  ['HTTP/2, bare', 'bare', 1, 8],
  ['HTTP/2, reset at once', 'reset', 1, 8]
]
/** @param {string} kind */
const isHttp2 = (kind) => ['bare', 'reset'].includes(kind)

/**
 * @param {string} folder
 * @param {Effort} parts
 */
export async function refusedRequests(folder, { requests, serverRounds }) {
  const rows = []
  for (const [name, kind, part, ...more] of ROWS) {
    /** @type {{ snippet: number, handlerMemory: number }[]} */
    const rounds = []
    for (let round = 0; round < serverRounds; round++) rounds.push(await measureRound(folder, kind, Math.ceil(requests * part), ...more))
    const ratios = rounds.map(({ snippet, handlerMemory }) => handlerMemory / snippet)
    const snippet = median(rounds.map((cells) => cells.snippet))
    const ours = median(rounds.map((cells) => cells.handlerMemory))
    rows.push({ name, snippet, ours, ratio: median(ratios) })
  }
  return rows
}

/**
 * @param {string} folder
 * @param {[kind: string, count: number, connections: number, bytes?: number, secretCount?: number]} args
 */
async function measureRound(folder, ...args) {
  const cells = { snippet: Number.NaN, handlerMemory: Number.NaN }
  for (const contender of shuffled(CONTENDERS)) cells[contender] = await measure(folder, contender, ...args)
  return cells
}

/**
 * @param {string} folder
 * @param {string} contender
 * @param {string} kind
 * @param {number} count
 * @param {number} connections
 */
async function measure(folder, contender, kind, count, connections, bytes = 0, secretCount = 1) {
  const [program, server] = isHttp2(kind) ? ['load-http2.mjs', 'node-http2'] : ['load.mjs', 'node-http']
  const running = await startServer(folder, NODE, `servers/${server}.mjs`, contender, secretCount)
  try {
    await load(folder, running, program, Math.ceil(count / 5), connections, kind, bytes)
    const before = await running.micros()
    await load(folder, running, program, count, connections, kind, bytes)
    return ((await running.micros()) - before) / count
  } finally {
    running.stop()
  }
}
