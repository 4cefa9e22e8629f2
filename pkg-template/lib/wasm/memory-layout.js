// The rooms of the module's buffer, as crates/wasm/src/desk.rs has them, and what writes texts into them and reads them.

/** For what is hashed and scanned, and for a secret on its way in. */
export const BODY_BYTES = 65536
/** For each of four headers. */
export const HEADER_BYTES = 16384

/** A test runner's page, such as Jest's jsdom, has no coders; Node's own serve there. */
const coders = /* @__PURE__ */ (() => (globalThis.TextDecoder ? globalThis : globalThis.process.getBuiltinModule('node:util')))()

export const encoder = /* @__PURE__ */ (() => new coders.TextEncoder())()
export const decoder = /* @__PURE__ */ (() => new coders.TextDecoder())()
