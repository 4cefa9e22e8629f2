// The areas of the module's buffer, as crates/wasm has them, and the coders that write texts into them and read them.

/** For what is hashed and scanned, and for a secret on its way in. */
export const BODY_BYTES = 65536
/** For each of four headers. */
export const HEADER_BYTES = 16384

/** A test runner's page, such as Jest's jsdom, has no coders; Node's own serve there. */
const coders = /* @__PURE__ */ (() =>
  globalThis.TextDecoder ? globalThis : (globalThis.process.getBuiltinModule('node:util') as unknown as typeof globalThis))()

export const encoder: TextEncoder = /* @__PURE__ */ (() => new coders.TextEncoder())()
export const decoder: TextDecoder = /* @__PURE__ */ (() => new coders.TextDecoder())()
