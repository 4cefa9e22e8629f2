// Node, Deno, Bun, browsers, bundlers: the module's bytes travel in the script, so nothing has to be fetched.
import hex from '#wasm-hex'
import sum from '#wasm-sum'
import { decode } from './decode.js'

let bytes

export const load = () => new WebAssembly.Module((bytes = decode(hex)))

/** The module sums its own bytes: one changed bit gives another sum, or none. Known answers would take longer, and find less. */
export function isSound({ wasm, buffer }) {
  buffer.set(bytes)
  const isWhole = wasm.sum((bytes.length + 3) & -4) === sum
  bytes = undefined
  return isWhole
}
