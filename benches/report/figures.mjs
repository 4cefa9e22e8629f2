// Figures as people read them.
/** @import { Parts } from '../figures.d.ts' */

/**
 * Of each part, without the stamps.
 * @param {Parts} parts
 */
export const figuresOf = (parts) => Object.fromEntries(Object.entries(parts).map(([name, { figures }]) => [name, figures]))

/** @param {number} bytes */
export function size(bytes) {
  const [unit, name] = bytes >= 2 ** 20 ? [2 ** 20, 'MiB'] : bytes >= 1024 ? [1024, 'KiB'] : [1, 'B']
  return `${round(bytes / unit)} ${name}`
}

/** @param {number} nanos */
export function time(nanos) {
  const [unit, name] = nanos >= 1e9 ? [1e9, 's'] : nanos >= 1e6 ? [1e6, 'ms'] : nanos >= 1e3 ? [1e3, 'µs'] : [1, 'ns']
  return `${round(nanos / unit)} ${name}`
}

/**
 * Three digits, of large numbers all before the point.
 * @param {number} value
 */
export function round(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(value < 1 ? 2 : 3)))
}

/** @param {number} part */
export const percent = (part) => `${round(part * 100)} %`

/**
 * In columns, for the terminal too.
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function table(head, rows) {
  const lines = [head, head.map(() => ''), ...rows]
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]?.length ?? 0)))
  /**
   * @param {string[]} cells
   * @param {string} fill
   */
  const print = (cells, fill) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`
  return lines.map((cells, line) => print(cells, line === 1 ? '-' : ' ')).join('\n')
}
