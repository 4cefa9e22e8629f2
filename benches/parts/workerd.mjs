// The signature check in workerd, against its own node:crypto. A request without work in it is taken off each batch.
import { startWorker } from '../../tests/package/worker.mjs'
import { WORKERD } from '../launch.mjs'
import { race } from '../programs/rounds.mjs'
import { ITSELF, median, summary } from '../programs/statistics.mjs'

/** @import { Effort } from '../figures.d.ts' */

const SIZES = [256, 1024, 4096, 65536, 1048576]

/** Long batches, as a request costs about a millisecond. */
const TIMING = { batchMillis: 60, warmMillis: 300 }
const EMPTY_REQUESTS = 30

/**
 * @param {string} folder
 * @param {Effort} parts
 */
export async function workerd(folder, { rounds }) {
  const worker = await startWorker(folder, 'worker.mjs', { compatibilityFlags: ['nodejs_compat'] })
  try {
    const cells = []
    for (const bytes of SIZES) cells.push(await cellOf(worker, bytes, Math.ceil(rounds / 3)))
    return cells
  } finally {
    await worker.dispose()
  }
}

/**
 * @param {Foreign} worker
 * @param {number} bytes
 * @param {number} rounds
 */
async function cellOf(worker, bytes, rounds) {
  /** @param {string} path */
  const ask = async (path) => (await worker.dispatchFetch(`http://localhost${path}`)).text()
  const { names, absent } = JSON.parse(await ask(`/prepare?bytes=${bytes}`))
  /** @param {number} index */
  const run = (index) => async (/** @type {number} */ count) => Number(await ask(`/run?index=${index}&count=${count}`))
  const empty = await emptyMillis(run(0))
  const all = [...names, ITSELF]
  const times = await race(
    all.map((name, index) => ({ name, run: run(index % names.length), less: empty })),
    { ...TIMING, rounds }
  )
  return { runtime: WORKERD.name, path: 'check', bytes, form: 'text', rows: summary(all, times), absent }
}

/** @param {(count: number) => unknown} run */
async function emptyMillis(run) {
  const times = []
  for (let at = 0; at < EMPTY_REQUESTS; at++) {
    const start = performance.now()
    await run(0)
    times.push(performance.now() - start)
  }
  return median(times)
}
