// The diagnosis where its module travels in the script.
import hex from '#wasm-hex'
import { decode } from './decode.ts'

export const load = (): WebAssembly.Module => new WebAssembly.Module(decode(hex))

/** No delivery is verified on this module. */
export const isSound = (): boolean => false
