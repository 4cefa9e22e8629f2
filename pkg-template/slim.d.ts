// Written by hand, like index.d.ts.
export * from './index.js'

type Module = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M : object

/**
 * Takes the compiled module, once, before the first verification. The bytes are the package's
 * `webhook-verifier/webhook_verifier_bg.wasm`; where they come from is yours to decide.
 */
export function init(module: Module): void
