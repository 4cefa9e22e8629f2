// A megabyte that is refused by its headers should cost next to nothing.
import { launch, NODES } from '../launch.mjs'

const MIB = 1048576

/**
 * @param {string} folder
 * @param {{ rounds: number }} parts
 */
export function refusals(folder, { rounds }) {
  const cells = NODES.flatMap((runtime) => ['text', 'bytes', 'text, not ASCII'].map((form) => ({ runtime, form })))
  return cells.map(({ runtime, form }) => {
    const { rows } = launch(folder, runtime, ['refusals.mjs', MIB, form, rounds])
    return { runtime: runtime.name, bytes: MIB, form, verified: rows[0].median, refused: rows[1].median, share: rows[1].ratio.median }
  })
}
