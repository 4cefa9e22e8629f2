// The coders that write texts into the module's memory and read them.

/** A test runner's page, such as Jest's jsdom, has no coders; Node's own serve there. */
const coders = /* @__PURE__ */ (() =>
  globalThis.TextDecoder ? globalThis : (globalThis.process.getBuiltinModule('node:util') as unknown as typeof globalThis))()

export const encoder: TextEncoder = /* @__PURE__ */ (() => new coders.TextEncoder())()
export const decoder: TextDecoder = /* @__PURE__ */ (() => new coders.TextDecoder())()
