// Node, Deno, Bun, browsers, bundlers: the module's bytes travel in the script, so nothing has to be fetched.
import hex from '#wasm-hex'
import sum from '#wasm-sum'
import type { Instance } from '../instance.ts'
import { decode } from './decode.ts'

let bytes: Uint8Array<ArrayBuffer> | undefined

export function load(): WebAssembly.Module {
  bytes = decode(hex)
  return new WebAssembly.Module(bytes)
}

/** The module sums its own bytes: one changed bit gives another sum, or none. Known answers would take longer, and find less. */
export function isSound({ wasm, buffer }: Instance): boolean {
  if (!bytes) return false
  buffer.set(bytes)
  const isWhole = wasm.sum((bytes.length + 3) & -4) === sum
  bytes = undefined
  return isWhole
}
