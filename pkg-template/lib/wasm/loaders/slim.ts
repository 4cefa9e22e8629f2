// The module comes from the user, who gets it as `webhook-verifier/verifier.wasm`.
type Module = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M : object

// Not `module`: Parcel's modules are functions with a parameter of that name.
let compiled: Module | undefined

/**
 * Takes the compiled module, once, before the first verification.
 *
 * @param module the package's `webhook-verifier/verifier.wasm`, compiled by you or by your bundler
 */
export function init(module: Module): void {
  compiled = module
}

/** The bytes of a module that is compiled already cannot be read, so it gives known answers. */
export { knowsItsAnswers as isSound } from '../self-test.ts'

/** Returns the module for the first instance. */
export function load(): Module {
  if (compiled) return compiled
  throw new TypeError("webhook-verifier/slim: call init(module) first, with the compiled 'webhook-verifier/verifier.wasm'")
}
