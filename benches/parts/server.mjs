// Processor time of a server process for each signed delivery, with the load in another process.
import { launch, OTHERS } from '../launch.mjs'
import { present } from '../programs/present.mjs'
import { shuffled } from '../programs/rounds.mjs'
import { median } from '../programs/statistics.mjs'
import { load, NODE, startServer } from '../servers.mjs'
import { startWorkerd } from '../workerd.mjs'

/**
 * @import { Effort, Running, Runtime } from '../figures.d.ts'
 *
 * @typedef {{ micros: number, perSecond?: number, p99?: number }} Measured of a server, by one load; of a function called in a loop, the time alone
 */

const CONNECTIONS = 32
const BYTES = 1024
const PAIR = ['snippet', 'handlerMemory']

/**
 * @param {Runtime} runtime
 * @param {string} file
 */
const program = (runtime, file) => (/** @type {string} */ folder, /** @type {string} */ contender, /** @type {number} */ requests) =>
  serve(folder, requests, () => startServer(folder, runtime, `servers/${file}.mjs`, contender, 1))
/** @param {string} name */
const other = (name) => /** @type {Runtime} */ (OTHERS.find((each) => each.name === name))

/** @type {[framework: string, contenders: string[], measure: (folder: string, contender: string, requests: number) => Measured | Promise<Measured>][]} */
const FRAMEWORKS = [
  ['node:http', ['snippet', 'safeVerify', 'handler', 'handlerMemory'], program(NODE, 'node-http')],
  ['Express', PAIR, program(NODE, 'express')],
  ['Fastify', PAIR, program(NODE, 'fastify')],
  ['Lambda', PAIR, (folder, contender, requests) => launch(folder, NODE, ['servers/lambda.mjs', contender, requests])],
  ['Bun.serve', PAIR, program(other('Bun'), 'bun')],
  ['Deno.serve', PAIR, program(other('Deno'), 'deno')],
  [
    'workerd',
    PAIR,
    (folder, contender, requests) => serve(folder, requests, () => startWorkerd(folder, `servers/workerd/${contender}.mjs`))
  ]
]

/**
 * @param {string} folder
 * @param {Effort} parts
 */
export async function server(folder, { requests, serverRounds }) {
  const rows = []
  for (const [framework, contenders, measure] of FRAMEWORKS) {
    /** @type {Record<string, Measured>[]} */
    const rounds = []
    for (let round = 0; round < serverRounds; round++)
      rounds.push(await measureRound(contenders, (name) => measure(folder, name, requests)))
    rows.push(...contenders.map((name) => ({ framework, name, ...summary(rounds, name) })))
  }
  return rows
}

/**
 * Contenders take turns, in an order of chance.
 * @param {string[]} contenders
 * @param {(contender: string) => Measured | Promise<Measured>} measure
 */
async function measureRound(contenders, measure) {
  /** @type {Record<string, Measured>} */
  const cells = {}
  for (const contender of shuffled(contenders)) cells[contender] = await measure(contender)
  return cells
}

/**
 * Each round compares with the snippet of the same round.
 * @param {Record<string, Measured>[]} rounds
 * @param {string} name
 */
function summary(rounds, name) {
  /** @param {(figures: Measured, snippet: Measured) => number} figure */
  const middle = (figure) => median(rounds.map((cells) => figure(present(cells[name]), present(cells.snippet))))
  return {
    micros: middle(({ micros }) => micros),
    ratio: middle(({ micros }, snippet) => micros / snippet.micros),
    perSecond: middle(({ perSecond = Number.NaN }) => perSecond),
    rate: middle(({ perSecond = Number.NaN }, snippet) => perSecond / (snippet.perSecond ?? Number.NaN)),
    p99: middle(({ p99 = Number.NaN }) => p99),
    wait: middle(({ p99 = Number.NaN }, snippet) => p99 / (snippet.p99 ?? Number.NaN))
  }
}

/**
 * @param {string} folder
 * @param {number} requests
 * @param {() => Promise<Running>} start
 */
async function serve(folder, requests, start) {
  const server = await start()
  try {
    await load(folder, server, 'load.mjs', 1, 1, 'forged', BYTES)
    // As many to warm up: engines compile for tens of thousands of requests, on other threads whose time counts.
    await load(folder, server, 'load.mjs', requests, CONNECTIONS, 'genuine', BYTES)
    const before = await server.micros()
    const found = await load(folder, server, 'load.mjs', requests, CONNECTIONS, 'genuine', BYTES)
    return { ...found, micros: ((await server.micros()) - before) / requests }
  } finally {
    server.stop()
  }
}
