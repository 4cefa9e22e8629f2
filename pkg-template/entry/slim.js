// For those who get the module themselves: exported as `webhook-verifier/webhook_verifier_bg.wasm`.
let module

/** Takes the compiled module, once, before the first verification. */
export function init(compiled) {
  module = compiled
}

export function load() {
  if (module) return module
  throw new TypeError("webhook-verifier/slim: call init(module) first, with the compiled 'webhook-verifier/webhook_verifier_bg.wasm'")
}
