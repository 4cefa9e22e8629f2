// The costliest bodies for their size, and verifiers with several secrets.
import { launch, NEWEST_NODE as runtime } from '../launch.mjs'

const SIZES = [65_536, 1_048_576, 8_388_608]
const ROTATION_SIZES = [1024, 65_536]

/**
 * @param {string} folder
 * @param {{ growthRounds: number }} parts
 */
export const worst = (folder, { growthRounds }) =>
  SIZES.map((bytes) => ({ bytes, rows: launch(folder, runtime, ['worst.mjs', bytes, growthRounds]).rows }))

/**
 * @param {string} folder
 * @param {{ rounds: number }} parts
 */
export const rotation = (folder, { rounds }) =>
  ROTATION_SIZES.map((bytes) => ({ bytes, rows: launch(folder, runtime, ['rotation.mjs', bytes, rounds]).rows }))
