// Bytes of WebAssembly memory.
import { launch, NODES } from '../launch.mjs'

/** @param {string} folder */
export function memory(folder) {
  return NODES.map((runtime) => {
    const { rows } = launch(folder, runtime, ['memory.mjs'])
    return { runtime: runtime.name, rows }
  })
}
