// Growth: time with the body, and neither time nor memory with verifiers or deliveries.
import { launch, NEWEST_NODE as runtime } from '../launch.mjs'
import { fit } from './fit.mjs'

/** @import { Effort } from '../figures.d.ts' */

const SIZES = [1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864]

/**
 * @param {string} folder
 * @param {Effort} parts
 */
export function growth(folder, { growthRounds, deliveries }) {
  const body = ['check', 'full'].flatMap((path) => ['text', 'bytes'].map((form) => byBody(folder, path, form, growthRounds)))
  const { rows: verifiers, wasm } = launch(folder, runtime, ['growth/verifiers.mjs', growthRounds])
  const { rows: many } = launch(folder, runtime, ['growth/deliveries.mjs', deliveries])
  return { runtime: runtime.name, body, verifiers, wasm, deliveries: many }
}

/**
 * @param {string} folder
 * @param {string} path
 * @param {string} form
 * @param {number} rounds
 */
function byBody(folder, path, form, rounds) {
  const points = SIZES.map((bytes) => ({ bytes, nanos: launch(folder, runtime, ['growth/body.mjs', path, form, bytes, rounds]).nanos }))
  return { path, form, points, fit: fit(points) }
}
