// Modules that the build makes; see scripts/build.mjs.

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

/** Generated from Rust. */
declare module '#messages' {
  import type { WebhookErrorCode } from './verifier/types.ts'

  export const HEADERS: readonly string[]
  export const ERRORS: readonly (readonly [code: WebhookErrorCode, status: number, message: string, hint?: string])[]
  export const FLAWS: readonly string[]
  export const SECRET_FLAWS: readonly string[]
  export const SECRET_HINTS: readonly string[]
}
