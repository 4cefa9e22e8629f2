// The tables, each a function of what one part has measured.
import { present } from '../programs/present.mjs'
import { percent, round, size, table, time } from './figures.mjs'

/** @import { DuelCell, DuelRow, Growth, Line, MemoryCell, PhaseCell, RefusalCell, RefusedRow, RotationCell, ServerRow, SizeRow, StartCell, StartRow, WorstCell } from '../figures.d.ts' */

/**
 * Median and best ratio, if the contender ran.
 * @param {DuelRow | undefined} row
 */
const against = (row) => (row ? `${round(row.ratio.median)} / ${round(row.ratio.best)}` : '–')

/** @param {DuelCell[]} cells */
export function duels(cells) {
  const names = [...new Set(cells.flatMap(({ rows }) => rows.map(({ name }) => name)))]
  const [ours = '', ...others] = names
  const rows = cells.map((cell) => {
    /** @param {string} name */
    const row = (name) => cell.rows.find((each) => each.name === name)
    return [
      cell.runtime,
      size(cell.bytes),
      cell.form,
      time(/** @type {DuelRow} */ (row(ours)).median),
      ...others.map((name) => against(row(name)))
    ]
  })
  return table(['', 'body', 'as', ours, ...others], rows)
}

/**
 * Contenders that do not run in a runtime, with its reason.
 * @param {DuelCell[]} cells
 */
export function absences(cells) {
  /**
   * @param {string} runtime
   * @param {[string, string]} pair
   */
  const line = (runtime, [name, why]) => `- ${name} does not run in ${runtime}: ${why}`
  const lines = cells.flatMap(({ runtime, absent }) => Object.entries(absent).map((each) => line(runtime, each)))
  return [...new Set(lines)].join('\n')
}

/** @param {RefusalCell[]} cells */
export const refusals = (cells) =>
  table(
    ['', 'body', 'as', 'verified', 'refused', 'share'],
    cells.map(({ runtime, bytes, form, verified, refused, share }) => {
      return [runtime, size(bytes), form, time(verified), time(refused), percent(share)]
    })
  )

/** @param {StartCell[]} cells */
export const starts = (cells) =>
  table(
    ['', '', 'import', 'import and first check', 'times as long as ours', 'whole process', 'times as long as ours'],
    cells.flatMap(({ runtime, rows }) => rows.map((row) => startRow(runtime, row)))
  )

/**
 * @param {string} runtime
 * @param {StartRow} parts
 */
const startRow = (runtime, { name, ratio, wholeRatio, ...millis }) => {
  /** @param {'import' | 'begun' | 'whole'} part */
  const of = (part) => time(millis[part] * 1e6)
  return [runtime, name, of('import'), of('begun'), round(ratio.median), of('whole'), round(wholeRatio.median)]
}

/** @param {PhaseCell[]} cells */
export const phases = (cells) =>
  table(
    ['', '', 'first call', 'calls 2–10', 'calls 11–100'],
    cells.flatMap(({ runtime, rows }) => rows.map(({ name, micros }) => [runtime, name, ...micros.map((each) => time(each * 1000))]))
  )

/** @param {SizeRow[]} rows */
export const sizes = (rows) =>
  table(
    ['', 'minified', 'gzip'],
    rows.map(({ name, minified, gzip }) => [name, ...[minified, gzip].map((bytes) => `${bytes.toLocaleString('en')} B`)])
  )

/** @param {MemoryCell[]} cells */
export const memory = (cells) =>
  table(
    ['', '', 'WebAssembly memory'],
    cells.flatMap(({ runtime, rows }) => rows.map(({ name, bytes }) => [runtime, name, size(bytes)]))
  )

/** @param {Line[]} lines */
const body = (lines) =>
  table(
    ['', 'as', ...present(lines[0]).points.map(({ bytes }) => size(bytes)), 'line', 'R²', 'farthest from it'],
    lines.map(({ path, form, points, fit }) => {
      const line = `${time(Math.max(0, fit.start))} + ${round(fit.slope)} ns/B`
      return [PATHS[path], form, ...points.map(({ nanos }) => time(nanos)), line, fit.r2.toFixed(4), percent(fit.worst)]
    })
  )

export const PATHS = { check: 'signature check', full: 'headers to event' }

/** @param {Growth['verifiers']} rows */
const verifiers = (rows) =>
  table(
    ['alive', 'verify, each in turn', 'verifyWebhook, as many secrets in turn'],
    rows.map(({ count, full, check }) => [count.toLocaleString('en'), time(full), time(check)])
  )

/** @param {Growth['deliveries']} rows */
const deliveries = (rows) =>
  table(
    ['deliveries', 'each', 'resident memory', 'WebAssembly memory'],
    rows.map(({ done, nanos, rss, wasm }) => [done.toLocaleString('en'), time(nanos), size(rss), size(wasm)])
  )

/** @param {Growth} found */
export const growth = (found) => [body(found.body), verifiers(found.verifiers), deliveries(found.deliveries)].join('\n\n')

/** Names of the ways to answer a delivery, by their contenders. */
const ANSWERS = {
  snippet: "the guide's snippet and JSON.parse",
  safeVerify: '`safeVerify` by hand',
  handler: 'handler, `replay: false`',
  handlerMemory: 'handler with the memory store'
}

/** @param {ServerRow[]} rows */
export const server = (rows) =>
  table(
    ['', '', 'processor time', "times the snippet's", 'requests a second', "of the snippet's", '99 of 100 within', "times the snippet's"],
    rows.map(({ framework, name, micros, ratio, perSecond, rate, p99, wait }) => {
      const load = perSecond ? [round(perSecond), round(rate), time(p99 * 1e6), round(wait)] : ['–', '–', '–', '–']
      return [framework, ANSWERS[/** @type {keyof typeof ANSWERS} */ (name)], time(micros * 1000), round(ratio), ...load]
    })
  )

/** @param {RefusedRow[]} rows */
export const refusedRequests = (rows) =>
  table(
    ['', "the guide's snippet", 'handler', "times the snippet's"],
    rows.map(({ name, snippet, ours, ratio }) => [name, time(snippet * 1000), time(ours * 1000), round(ratio)])
  )

/**
 * Nanoseconds a byte, each with how many times those of an ordinary body.
 * @param {WorstCell[]} cells
 */
export const worst = (cells) =>
  table(
    ['', 'body', ...WORST.flatMap(({ heading }) => [heading, "times ordinary's"])],
    present(cells[0]).rows.flatMap(({ shape }, index) =>
      cells.map(({ bytes, rows }) => {
        const [row, ordinary] = [present(rows[index]), present(rows[0])]
        return [shape, size(bytes), ...WORST.flatMap(({ part }) => [`${round(row[part])} ns/B`, round(row[part] / ordinary[part])])]
      })
    )
  )

/** @type {{ part: 'verify' | 'scan' | 'parse', heading: string }[]} */
const WORST = [
  { part: 'verify', heading: 'whole verify' },
  { part: 'scan', heading: 'our scanner alone' },
  { part: 'parse', heading: '`JSON.parse` alone' }
]

/** @param {RotationCell[]} cells */
export const rotation = (cells) =>
  table(
    ['body', 'secrets', 'verify', 'times as long as with one'],
    cells.flatMap(({ bytes, rows }) => rows.map(({ secrets, nanos, times }) => [size(bytes), String(secrets), time(nanos), round(times)]))
  )
