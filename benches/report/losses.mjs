// Where others are faster or smaller than this package, made of the figures.
import { ITSELF } from '../programs/statistics.mjs'
import { round, size, time } from './figures.mjs'
import { PATHS } from './tables.mjs'

export function losses({ check, full, workerd, start, phases, sizes }) {
  return [...duelLosses([...(check ?? []), ...(workerd ?? []), ...(full ?? [])]), ...startLosses(start ?? []), ...phaseLosses(phases ?? []), ...sizeLosses(sizes ?? [])]
}

/** Slower in three rounds of four: less is noise. */
function duelLosses(cells) {
  const groups = new Map()
  for (const { runtime, path, bytes, form, rows } of cells) {
    for (const { name, ratio } of rows.slice(1).filter((row) => row.name !== ITSELF && row.ratio.high < 1)) {
      const title = `${runtime}, ${PATHS[path]}: ${name} is faster`
      groups.set(title, [...(groups.get(title) ?? []), `${round(1 / ratio.median)} times at ${size(bytes)} of ${form}`])
    }
  }
  return [...groups].map(([title, cases]) => `${title}: ${cases.join('; ')}`)
}

function startLosses(cells) {
  return cells.flatMap(({ runtime, rows }) => {
    const faster = rows.slice(1).filter(({ ratio }) => ratio.high < 1)
    return faster.map(({ name, begun }) => `${runtime}, import and first check: ${name} takes ${time(begun * 1e6)}, ours ${time(rows[0].begun * 1e6)}`)
  })
}

function phaseLosses(cells) {
  return cells.flatMap(({ runtime, rows: [ours, ...others] }) =>
    PHASES.flatMap((phase, step) => {
      const faster = others.filter(({ micros }) => micros[step] < ours.micros[step])
      if (!faster.length) return []
      const list = faster.map(({ name, micros }) => `${name} ${time(micros[step] * 1000)}`).join(', ')
      return [`${runtime}, ${phase}: ours takes ${time(ours.micros[step] * 1000)}, ${list}`]
    })
  )
}

const PHASES = ['first call', 'calls 2 to 10', 'calls 11 to 100']

function sizeLosses(rows) {
  const own = rows.find(({ name }) => name === 'webhook-verifier, verifyWebhook')
  const smaller = rows.filter(({ name, gzip }) => !name.startsWith('webhook') && gzip < own?.gzip)
  return smaller.map(({ name, gzip }) => `gzipped, ${name} has ${gzip.toLocaleString('en')} bytes, our verifyWebhook ${own.gzip.toLocaleString('en')}`)
}
