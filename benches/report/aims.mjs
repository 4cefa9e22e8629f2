// What this project means to reach, on a CPU with SHA extensions, and what was measured: best round against best.
import { FLOOR } from '../programs/statistics.mjs'
import { percent, round, size, table } from './figures.mjs'
import { PATHS } from './tables.mjs'

const KIB = 1024
const MIB = KIB * KIB

/** [where, path, against, { bytes: how many times as fast }] */
const FAST = [
  ['Node 22', 'check', 'node:crypto snippet', { 256: 2.5, [KIB]: 1.15, [4 * KIB]: 0.65 }],
  ['Node 24', 'check', 'node:crypto snippet', { 256: 2.5, [KIB]: 1.15, [4 * KIB]: 0.65 }],
  ['Node 24', 'check', 'hash-wasm', { 256: 3.5, [KIB]: 2.6, [4 * KIB]: 2, [MIB]: 1.9 }],
  ['Node 24', 'check', 'standardwebhooks', { 256: 8, [KIB]: 6, [4 * KIB]: 4.5, [MIB]: 4 }],
  ['Node 24', 'full', 'stripe', { [KIB]: 3 }],
  ['Node 24', 'full', 'standardwebhooks', { [KIB]: 5 }],
  ['Node 24', 'full', 'svix', { [KIB]: 5 }],
  ['Deno', 'check', 'node:crypto snippet', { 256: 6 }],
  ['Bun', 'check', 'node:crypto snippet', { 256: 1.4 }],
  ['workerd', 'check', 'node:crypto snippet', { [KIB]: 2.3 }],
]
const MOST = { start: 0.5, gzip: 8 * KIB, wasm: 14 * KIB, memory: 256 * KIB, refused: 0.02 }

export function aims(results) {
  const rows = [...fast(results), ...starts(results), ...small(results), ...refused(results)]
  const said = rows.map(([what, aim, measured, reached, most = '']) => [what, aim, measured, reached ? 'reached' : 'not reached', most])
  return table(['', 'aim', 'measured', '', 'our hash alone'], said)
}

function fast({ check = [], workerd = [], full = [] }) {
  const cells = [...check, ...workerd, ...full].filter(({ form }) => form === 'text')
  return FAST.flatMap(([runtime, path, against, goals]) =>
    Object.entries(goals).flatMap(([bytes, aim]) => {
      const cell = cells.find((each) => each.runtime === runtime && each.path === path && each.bytes === Number(bytes))
      const row = cell?.rows.find(({ name }) => name === against)
      const what = `${runtime}, ${PATHS[path]}, ${size(Number(bytes))}, times as fast as ${against}`
      return row ? [[what, `${aim}`, round(row.ratio.best), row.ratio.best >= aim, mostOf(row, cell)]] : []
    })
  )
}

/** What it would be if the hash were all there is. */
function mostOf(row, cell) {
  const floor = cell.rows.find(({ name }) => name === FLOOR)
  return floor ? round(row.ratio.best / floor.ratio.best) : ''
}

function starts({ start = [] }) {
  return start.map(({ runtime, rows }) => {
    const share = 1 / rows.find(({ name }) => name === 'node:crypto snippet').ratio.best
    return [`${runtime}, import and first check, part of what node:crypto takes`, `≤ ${MOST.start}`, round(share), share <= MOST.start]
  })
}

function small({ sizes = [], memory = [] }) {
  const gzip = (name) => sizes.find((row) => row.name === name)
  const whole = gzip('webhook-verifier, everything')?.gzip
  const wasm = gzip('webhook_verifier_bg.wasm')?.minified
  const most = Math.max(...memory.flatMap(({ rows }) => rows.map(({ bytes }) => bytes)))
  const row = (what, bytes, limit) => (bytes > 0 ? [[what, `≤ ${size(limit)}`, size(bytes), bytes <= limit]] : [])
  return [
    ...row('everything, minified and gzipped', whole, MOST.gzip),
    ...row('the .wasm', wasm, MOST.wasm),
    ...row('WebAssembly memory, at most', most, MOST.memory),
  ]
}

function refused({ refusals = [] }) {
  return refusals.map(({ runtime, form, share }) => [
    `${runtime}, a megabyte of ${form} refused for its signature, part of a verify`,
    `≤ ${percent(MOST.refused)}`,
    percent(share),
    share <= MOST.refused,
  ])
}
