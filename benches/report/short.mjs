// The figures in short, for the pages that users read. RESULTS.md has both parts between markers, and the pages have copies.
import { present } from '../programs/present.mjs'
import { isContender } from '../programs/statistics.mjs'
import { figuresOf, round, size, table, time } from './figures.mjs'
import { isSmaller, ownSize } from './losses.mjs'
import { PATHS } from './tables.mjs'

/** @import { DuelCell, DuelRow, Figures, Machine, Results, SizeRow, Stamp, StartCell } from '../figures.d.ts' */

const NODES = ['Node 22', 'Node 24']
const CRYPTO = 'node:crypto snippet'

/**
 * By name of the part.
 * @param {Results} parts
 * @returns {Record<string, string>}
 */
export function shortParts({ machine, parts }) {
  const figures = /** @type {any} */ (figuresOf(parts))
  return { speed: speed(figures), losses: `${measured(machine, present(parts.check))}\n\n${losses(figures)}\n` }
}

/**
 * @param {Machine} parts
 * @param {{ stamp: Stamp, figures: unknown }} parts
 */
const measured = ({ cpu }, { stamp }) => `On ${NODES.join(' and ')}, measured on ${stamp.date} on ${cpu.replace(/, .*/, '')}.`

/**
 * How long ours takes, in parts of the other's time, on the newer Node.
 * @param {DuelCell[]} cells
 * @param {string} name
 * @param {number} bytes
 */
function part(cells, name, bytes) {
  const cell = /** @type {DuelCell} */ (cells.find((each) => each.runtime === NODES.at(-1) && each.bytes === bytes && each.form === 'text'))
  const { ratio } = /** @type {DuelRow} */ (cell.rows.find((row) => row.name === name))
  return round(Number((1 / ratio.median).toPrecision(2)))
}

/** @param {Figures} parts */
function speed({ check, full, sizes }) {
  const [small, middle, large] = [256, 1024, 65_536].map((bytes) => part(check, CRYPTO, bytes))
  const begin = present(beaten(full, 'stripe')[0])
  const smaller = sizes.filter(isSmaller(sizes))
  const lines = [
    `On ${NODES.at(-1)}, a signature check takes ${small} times as long as \`node:crypto\` at 256 bytes, ${middle} times at 1 KiB, and ${large} times at 64 KiB:`,
    "for larger bodies **`node:crypto` is faster**, because it uses the processor's SHA instructions, which WebAssembly cannot reach.",
    `For a whole verification, the npm package \`stripe\` is faster for bodies of ${size(begin.bytes)} or more. ${smaller.length} other packages are smaller than our ${Math.round(ownSize(sizes) / 1000)} KB (gzip).`
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** @param {Figures} parts */
const losses = ({ check, full, start, sizes }) =>
  table(['case', 'faster or smaller', 'by'], [...duels(check), ...duels(full), ...starts(start), ...bundles(sizes)])

/**
 * The cases in which `name` is faster, smallest body first. Slower in three rounds of four: less is noise.
 * @param {DuelCell[]} cells
 * @param {string} name
 */
const beaten = (cells, name) =>
  cells
    .filter(({ runtime }) => NODES.includes(runtime))
    .flatMap(({ bytes, rows }) => rows.filter((row) => row.name === name && row.ratio.high < 1).map(({ ratio }) => ({ bytes, ratio })))
    .sort((one, other) => one.bytes - other.bytes)

/** @param {DuelCell[]} cells */
function duels(cells) {
  const names = [...new Set(cells.flatMap(({ rows }) => rows.slice(1).filter(isContender)).map(({ name }) => name))]
  return names.flatMap((name) => {
    const cases = beaten(cells, name)
    if (!cells[0] || !cases.length) return []
    const times = cases.map(({ ratio }) => 1 / ratio.median)
    const sizes = [...new Set(cases.map(({ bytes }) => size(bytes)))].join(', ')
    return [[`${PATHS[cells[0].path]}: ${sizes}`, name, `${round(Math.min(...times))}–${round(Math.max(...times))} times`]]
  })
}

/** @param {StartCell[]} cells */
const starts = (cells) =>
  cells.flatMap(({ runtime, rows: [ours, ...others] }) =>
    others
      .filter(({ ratio }) => ratio.high < 1)
      .map(({ name, begun }) => [`import and first check, ${runtime}`, name, `${time(begun * 1e6)}, against ${time(ours.begun * 1e6)}`])
  )

/** @param {SizeRow[]} rows */
const bundles = (rows) =>
  rows
    .filter(isSmaller(rows))
    .map(({ name, gzip }) => ['size in a bundle', name, `${round(gzip / 1000)} KB after gzip, against ${round(ownSize(rows) / 1000)}`])
