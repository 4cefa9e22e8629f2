// For those who get the module themselves: exported as `webhook-verifier/webhook_verifier_bg.wasm`.
// Not `module`: Parcel's modules are functions with a parameter of that name.
let compiled

/** Takes the compiled module, once, before the first verification. */
export function init(module) {
  compiled = module
}

export function load() {
  if (compiled) return compiled
  throw new TypeError("webhook-verifier/slim: call init(module) first, with the compiled 'webhook-verifier/webhook_verifier_bg.wasm'")
}
