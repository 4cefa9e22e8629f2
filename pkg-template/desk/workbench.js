// A question to the workbench's module; see workbench/src/lib.rs. Each has an instance of its own, and none is kept: nothing
// of a secret stays behind, and the memory is given back.
import { instantiate } from '../instance.js'

const encoder = /* @__PURE__ */ new TextEncoder()
const decoder = /* @__PURE__ */ new TextDecoder()

/** What is the matter with a delivery: `{ verified, findings }`. */
export function ask({ lines, body, slips, secrets, now, window }) {
  const wasm = instantiate()
  const put = (...parts) => {
    let at = wasm.room(parts.reduce((sum, part) => sum + part.length, 0))
    for (const part of parts) {
      // A view of its own for each: the memory grows.
      new Uint8Array(wasm.memory.buffer).set(part, at)
      at += part.length
    }
  }
  for (const [name, value] of lines.map((line) => line.map((text) => encoder.encode(text)))) {
    put(name, value)
    wasm.line(name.length)
  }
  for (const { bytes, isText, id, notAfter } of secrets) {
    put(id, bytes)
    wasm.secret(id.length, Number(isText), notAfter)
    bytes.fill(0)
  }
  put(body)
  wasm.body()
  for (const slip of slips) wasm.slip(slip)
  const length = wasm.diagnose(now, ...window)
  return JSON.parse(decoder.decode(new Uint8Array(wasm.memory.buffer, wasm.answer(), length)))
}
