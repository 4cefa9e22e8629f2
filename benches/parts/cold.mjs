// Processes that begin cold: import and first verification, then the calls before the engine has optimized. Contenders
// take turns, each in a new process every time.
import { launch, NODES } from '../launch.mjs'
import { median, ratio } from '../programs/statistics.mjs'

/** @import { Effort, Runtime } from '../figures.d.ts' */

const BYTES = 1024
const STEPS = [10, 100]

/** The contenders' files, by their names; WebCrypto needs no import, so it is not in a table of imports. */
const FILES = {
  'webhook-verifier': 'ours',
  'node:crypto snippet': 'snippet',
  'hash-wasm': 'hash-wasm',
  '@noble/hashes': 'noble',
  '@octokit/webhooks-methods': 'octokit',
  'stripe': 'stripe',
  'standardwebhooks': 'standardwebhooks',
  'svix': 'svix'
}

/**
 * @param {string} folder
 * @param {Effort} parts
 */
export function starts(folder, { spawns }) {
  return NODES.map((runtime) => {
    const runs = interleaved(folder, runtime, spawns, [])
    /** @param {Foreign[]} list */
    const begun = (list) => list.map(({ imported, times: [first] }) => imported + first)
    /** @param {Foreign[]} list */
    const whole = (list) => list.map(({ millis }) => millis)
    const ours = runs.get('webhook-verifier') ?? []
    const rows = [...runs].map(([name, list]) => ({
      name,
      import: median(list.map(({ imported }) => imported)),
      begun: median(begun(list)),
      whole: median(whole(list)),
      ratio: ratio(begun(ours), begun(list)),
      wholeRatio: ratio(whole(ours), whole(list))
    }))
    return { runtime: runtime.name, bytes: BYTES, rows }
  })
}

/**
 * Microseconds a call: the first, 2 to 10, 11 to 100.
 * @param {string} folder
 * @param {Effort} parts
 */
export function phases(folder, { spawns }) {
  return NODES.map((runtime) => {
    const runs = interleaved(folder, runtime, Math.ceil(spawns / 2), STEPS)
    /** @param {Foreign[]} list */
    const micros = (list) => [0, 1, 2].map((step) => 1000 * median(list.map(({ times }) => times[step])))
    const rows = [...runs].map(([name, list]) => ({ name, micros: micros(list) }))
    return { runtime: runtime.name, bytes: BYTES, rows }
  })
}

/**
 * @param {string} folder
 * @param {Runtime} runtime
 * @param {number} spawns
 * @param {number[]} steps
 */
function interleaved(folder, runtime, spawns, steps) {
  const files = Object.entries(FILES)
  const { deliveries } = launch(folder, runtime, ['sign.mjs', 'check', BYTES])
  /** @type {Map<string, any[]>} */
  const runs = new Map(files.map(([name]) => [name, []]))
  for (let round = 0; round < spawns; round++) {
    const first = round % files.length
    for (const [name, file] of [...files.slice(first), ...files.slice(0, first)]) {
      runs.get(name)?.push(launch(folder, runtime, ['cold.mjs', file, 'check', JSON.stringify(deliveries[name]), ...steps]))
    }
  }
  return runs
}
