// Modules that the build makes; see scripts/bundles.mjs.

/** The loader of an entry. */
declare module '#load' {
  export function load(): WebAssembly.Module
  export function isSound(instance: import('./wasm/instance.ts').Instance): boolean
}

/** The module as hexadecimal digits. */
declare module '#wasm-hex' {
  const hex: string
  export default hex
}

/** The sum of the module's bytes, as its export `sum` computes it. */
declare module '#wasm-sum' {
  const sum: number
  export default sum
}

declare module '#wasm?module' {
  const module: WebAssembly.Module
  export default module
}

/** The file that wasm-bindgen generates for the diagnosis. */
declare module '#glue' {
  export function __wbg_set_wasm(exports: object | undefined): void
  export function diagnose(question: object): unknown
  export function readCapture(pasted: Uint8Array, options: object): unknown
}

/** The functions of that file that the module imports. */
declare module '#glue-imports' {
  export function imports(): WebAssembly.Imports
}
