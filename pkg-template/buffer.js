// The rooms of the module's buffer, as wasm/src/desk.rs has them, and what writes texts into them and reads them.

/** For what is hashed and scanned, and for a secret on its way in. */
export const BODY_BYTES = 65536
/** For each of four headers. */
export const HEADER_BYTES = 16384

export const encoder = /* @__PURE__ */ new TextEncoder()
export const decoder = /* @__PURE__ */ new TextDecoder()
