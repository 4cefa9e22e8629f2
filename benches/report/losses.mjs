// Where others are faster or smaller than this package, made of the figures.
import { present } from '../programs/present.mjs'
import { isContender } from '../programs/statistics.mjs'
import { round, size, time } from './figures.mjs'
import { PATHS } from './tables.mjs'

/** @import { DuelCell, Figures, PhaseCell, SizeRow, StartCell } from '../figures.d.ts' */

/** @param {Partial<Figures>} parts */
export function losses({ check = [], full = [], workerd = [], start = [], phases = [], sizes = [] }) {
  return [...duelLosses([...check, ...workerd, ...full]), ...startLosses(start), ...phaseLosses(phases), ...sizeLosses(sizes)]
}

/**
 * Slower in three rounds of four: less is noise.
 * @param {DuelCell[]} cells
 */
function duelLosses(cells) {
  const groups = new Map()
  for (const { runtime, path, bytes, form, rows } of cells) {
    for (const { name, ratio } of rows.slice(1).filter((row) => isContender(row) && row.ratio.high < 1)) {
      const title = `${runtime}, ${PATHS[path]}: ${name} is faster`
      const group = groups.get(title) ?? {}
      group[bytes] = [...(group[bytes] ?? []), { form, times: 1 / ratio.median }]
      groups.set(title, group)
    }
  }
  return [...groups].map(([title, group]) => `${title}: ${Object.entries(group).map(ofSize).join('; ')}`)
}

/**
 * `2.1–4.8 times at 4 KiB (text, bytes)`
 * @param {[bytes: string, cases: { form: string, times: number }[]]} pair
 */
function ofSize([bytes, cases]) {
  const times = cases.map((each) => each.times)
  const [least, most] = [Math.min(...times), Math.max(...times)].map(round)
  const forms = cases.map(({ form }) => form.replace(',', '')).join(', ')
  return `${least === most ? least : `${least}–${most}`} times at ${size(Number(bytes))} (${forms})`
}

/** @param {StartCell[]} cells */
function startLosses(cells) {
  return cells.flatMap(({ runtime, rows }) => {
    const faster = rows.slice(1).filter(({ ratio }) => ratio.high < 1)
    const ours = time(rows[0].begun * 1e6)
    return faster.map(({ name, begun }) => `${runtime}, import and first check: ${name} takes ${time(begun * 1e6)}, ours ${ours}`)
  })
}

/** @param {PhaseCell[]} cells */
function phaseLosses(cells) {
  return cells.flatMap(({ runtime, rows: [ours, ...others] }) =>
    PHASES.flatMap((phase, step) => {
      const own = present(ours.micros[step])
      const faster = others.filter(({ micros }) => present(micros[step]) < own)
      if (!faster.length) return []
      const list = faster.map(({ name, micros }) => `${name} ${time(present(micros[step]) * 1000)}`).join(', ')
      return [`${runtime}, ${phase}: ours takes ${time(own * 1000)}, ${list}`]
    })
  )
}

const PHASES = ['first call', 'calls 2 to 10', 'calls 11 to 100']

/**
 * After gzip, of the least that a user of ours has.
 * @param {SizeRow[]} rows
 */
export const ownSize = (rows) => rows.find(({ name }) => name === 'webhook-verifier, verifyWebhook')?.gzip ?? Number.NaN

/**
 * Whether a row is another package's, and smaller.
 * @param {SizeRow[]} rows
 */
export const isSmaller =
  (rows) =>
  (/** @type {SizeRow} */ { name, gzip }) =>
    !/^webhook|\.wasm$/.test(name) && gzip < ownSize(rows)

/** @param {SizeRow[]} rows */
function sizeLosses(rows) {
  /** @param {number} gzip */
  const bytes = (gzip) => gzip.toLocaleString('en')
  return rows
    .filter(isSmaller(rows))
    .map(({ name, gzip }) => `gzipped, ${name} has ${bytes(gzip)} bytes, our verifyWebhook ${bytes(ownSize(rows))}`)
}
