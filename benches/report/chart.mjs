// The chart of the README: bars, drawn as SVG, for light pages and dark ones.
import { isContender } from '../programs/statistics.mjs'
import { figuresOf, round } from './figures.mjs'

/** @import { Bar, DuelCell, Figures, Machine, Panel, Parts, Results, SizeRow, Stamp, StartRow } from '../figures.d.ts' */

const NODE = 'Node 24'
const OURS = /^(webhook-verifier|ours)/
const WIDTH = 860
const PANEL = { width: 420, gap: 20, head: 34, row: 20, foot: 18 }
const NAME = 196
const VALUE = 50

const STYLE = `text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-size: 13px; font-weight: 600 }
.small { font-size: 11px; fill: #57606a }
.ours { font-weight: 600 }
rect { fill: #afb8c1 }
rect.ours { fill: #0969da }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.small { fill: #9198a1 }
rect { fill: #57606a }
rect.ours { fill: #4493f8 }
}`

/** @param {Results} parts */
export function chart({ machine, parts }) {
  const panels = panelsOf(figuresOf(parts))
  const rows = pairs(panels)
  const lines = about(machine, parts)
  let top = 8
  const drawn = rows.map((row) => {
    const text = row.map((panel, column) => draw(panel, column * (PANEL.width + PANEL.gap), top)).join('\n')
    top += Math.max(...row.map(heightOf))
    return text
  })
  const foot = lines.map((line, index) => `<text class="small" x="0" y="${top + 14 + index * 15}">${escape(line)}</text>`)
  const height = top + 14 + lines.length * 15
  const frame = `xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img"`
  const head = [`<svg ${frame}>`, '<title>webhook-verifier next to others</title>', `<style>${STYLE}</style>`]
  return [...head, ...drawn, ...foot, '</svg>', ''].join('\n')
}

/** @param {Partial<Figures>} parts */
function panelsOf({ check = [], full = [], start = [], sizes = [] }) {
  const starts = start.find(({ runtime }) => runtime === NODE)?.rows ?? []
  return [
    rates('Signature check, 256 B', check, 256),
    rates('Signature check, 1 KiB', check, 1024),
    rates('Signature check, 64 KiB', check, 65536),
    rates('Headers to typed event, 1 KiB', full, 1024),
    least('Import and first check: ms, less is better', starts.map(startOf)),
    least('Minified and gzipped: KB, less is better', sizes.filter(isBundle).map(bundleOf))
  ].filter(({ bars }) => bars.length)
}

/**
 * @param {string} title
 * @param {Bar[]} bars
 */
const least = (title, bars) => ({ title, bars: bars.sort((a, b) => a.value - b.value) })

/** @param {StartRow} row */
const startOf = ({ name, begun }) => ({ name, value: begun })
/** @param {SizeRow} row */
const bundleOf = ({ name, gzip }) => ({ name: name.replace(/^webhook-verifier, /, 'ours, '), value: gzip / 1000 })
/** @param {{ name: string }} parts */
const isBundle = ({ name }) => !name.endsWith('.wasm') && !name.includes('slim')

/**
 * Thousands a second, the fastest first.
 * @param {string} title
 * @param {DuelCell[]} cells
 * @param {number} bytes
 */
function rates(title, cells, bytes) {
  const cell = cells.find((each) => each.runtime === NODE && each.bytes === bytes && each.form === 'text')
  const bars = (cell?.rows ?? []).filter(isContender).map(({ name, median }) => ({ name, value: 1e6 / median }))
  return { title: `${title}: thousands a second`, bars: bars.sort((a, b) => b.value - a.value) }
}

/** @param {Panel[]} list */
const pairs = (list) => list.flatMap((each, index) => (index % 2 ? [] : [list.slice(index, index + 2)]))

/** @param {Panel} panel */
const heightOf = ({ bars }) => PANEL.head + bars.length * PANEL.row + PANEL.foot

/**
 * @param {Panel} panel
 * @param {number} left
 * @param {number} top
 */
function draw({ title, bars }, left, top) {
  const most = Math.max(...bars.map(({ value }) => value))
  const room = PANEL.width - NAME - VALUE
  const lines = bars.map(({ name, value }, index) => {
    const y = top + PANEL.head + index * PANEL.row
    const own = OURS.test(name) ? ' class="ours"' : ''
    const width = Math.max(1, (value / most) * room).toFixed(1)
    return (
      `<text${own} x="${left + NAME - 8}" y="${y + 11}" text-anchor="end">${escape(name)}</text>` +
      `<rect${own} x="${left + NAME}" y="${y}" width="${width}" height="14" rx="2"/>` +
      `<text${own} x="${(left + NAME + Number(width) + 6).toFixed(1)}" y="${y + 11}">${round(value)}</text>`
    )
  })
  return [`<text class="title" x="${left}" y="${top + 18}">${escape(title)}</text>`, ...lines].join('\n')
}

/**
 * @param {Machine} machine
 * @param {Parts} parts
 */
function about({ cpu, runtimes }, parts) {
  const stamps = Object.values(parts).map(({ stamp }) => stamp)
  /** @param {keyof Stamp} name */
  const list = (name) => [...new Set(stamps.map((stamp) => stamp[name]))].join(', ')
  return [`${NODE} (${runtimes[NODE]}) on ${cpu}`, `Measured on ${list('date')}, commit ${list('commit')}, by make bench.`]
}

/** @param {string} text */
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
