// The benchmark: `node benches/run.mjs [--quick | --long] [part…]`, after `make pack`. Each part prints its table and is
// kept in target/bench/results.json. A run of all parts writes RESULTS.md, chart.svg, and the sentences that README.md and docs/performance.md
// copy out of it; `node benches/run.mjs write` writes them from the kept figures. `--long` is for growth: ten million deliveries instead of one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchParts, writePart } from '../scripts/page-parts.mjs'
import { root, step } from '../scripts/project.mjs'
import { makeFolder } from './folder.mjs'
import { machine, stamp } from './machine.mjs'
import { phases, starts } from './parts/cold.mjs'
import { checks, fulls } from './parts/duels.mjs'
import { growth } from './parts/growth.mjs'
import { memory } from './parts/memory.mjs'
import { refusals } from './parts/refusals.mjs'
import { refusedRequests } from './parts/refused-requests.mjs'
import { server } from './parts/server.mjs'
import { sizes } from './parts/sizes.mjs'
import { workerd } from './parts/workerd.mjs'
import { rotation, worst } from './parts/worst.mjs'
import { present } from './programs/present.mjs'
import { chart } from './report/chart.mjs'
import { figuresOf } from './report/figures.mjs'
import { losses } from './report/losses.mjs'
import { markdown } from './report/markdown.mjs'
import * as tables from './report/tables.mjs'

/** @import { Effort, Parts } from './figures.d.ts' */

const EFFORTS = {
  '--quick': { rounds: 9, spawns: 6, growthRounds: 3, deliveries: 100_000, requests: 4_000, serverRounds: 3 },
  '--usual': { rounds: 30, spawns: 15, growthRounds: 7, deliveries: 1_000_000, requests: 15_000, serverRounds: 5 },
  '--long': { rounds: 60, spawns: 25, growthRounds: 15, deliveries: 10_000_000, requests: 15_000, serverRounds: 9 }
}
const OUT = join(root, 'target/bench')
const RESULTS = join(OUT, 'results.json')

/**
 * [function that measures, function that prints its figures], which only the two of a part agree on.
 * @type {Record<string, [measure: (folder: string, effort: Effort) => unknown, show: (figures: Foreign) => string]>}
 */
const PARTS = {
  sizes: [sizes, tables.sizes],
  memory: [memory, tables.memory],
  check: [checks, tables.duels],
  workerd: [workerd, tables.duels],
  full: [fulls, tables.duels],
  server: [server, tables.server],
  refused: [refusedRequests, tables.refusedRequests],
  refusals: [refusals, tables.refusals],
  rotation: [rotation, tables.rotation],
  worst: [worst, tables.worst],
  start: [starts, tables.starts],
  phases: [phases, tables.phases],
  growth: [growth, tables.growth]
}

function kept() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8')).parts
  } catch {
    return {}
  }
}

/** @param {Parts} parts */
function keep(parts) {
  mkdirSync(OUT, { recursive: true })
  writeFileSync(RESULTS, JSON.stringify({ machine: machine(), parts }, null, 2))
}

function write() {
  const results = JSON.parse(readFileSync(RESULTS, 'utf8'))
  writeFileSync(join(root, 'benches/RESULTS.md'), markdown(results))
  writeFileSync(join(root, 'benches/chart.svg'), chart(results))
  benchParts().forEach(writePart)
}

/**
 * @param {string[]} names
 * @param {string} level
 */
async function measure(names, level) {
  const folder = makeFolder()
  const parts = kept()
  for (const name of names) {
    const [measure, show] = present(PARTS[name])
    const done = step(`measuring: ${name}`)
    const stamped = stamp(level.slice(2))
    parts[name] = { stamp: stamped, figures: await measure(folder, EFFORTS[/** @type {keyof typeof EFFORTS} */ (level)]) }
    keep(parts)
    done(`${name}\n\n${show(parts[name].figures)}\n`)
  }
  return figuresOf(parts)
}

const args = process.argv.slice(2)
const level = args.find((arg) => arg in EFFORTS) ?? '--usual'
const chosen = args.filter((arg) => !arg.startsWith('--'))
const unknown = chosen.find((name) => !(name in PARTS) && name !== 'write')
if (unknown) throw new TypeError(`there is no part ${unknown}; there are ${Object.keys(PARTS).join(', ')}, write`)
const names = Object.keys(PARTS).filter((name) => !chosen.length || chosen.includes(name))
if (names.length) {
  const figures = await measure(names, level)
  console.log(
    `\nWhere others are faster or smaller:\n${losses(figures)
      .map((line) => `- ${line}`)
      .join('\n')}`
  )
}
if (!chosen.length || chosen.includes('write')) write()
