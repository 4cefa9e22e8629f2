// A question to the workbench's module; see workbench/src/lib.rs. Each has an instance of its own, and none is kept: nothing
// of a secret stays behind, and the memory is given back.
import { instantiate } from '../instance.js'

const encoder = /* @__PURE__ */ new TextEncoder()
const decoder = /* @__PURE__ */ new TextDecoder()

/** What is the matter with a delivery: `{ verified, findings }`. */
export function ask({ lines, body, slips, secrets, now, window }) {
  const wasm = instantiate()
  const put = (...parts) => write(wasm, parts)
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
  return answerOf(wasm, wasm.diagnose(now, ...window))
}

/** What a paste shows: `{ capture }` or `{ fault }`. `files` are pairs of path and content, in bytes. */
export function read({ pasted, files, entry }) {
  const wasm = instantiate()
  for (const [path, content] of files) {
    write(wasm, [path, content])
    wasm.file(path.length)
  }
  write(wasm, [pasted])
  const length = wasm.read(entry)
  const { capture, fault } = answerOf(wasm, length)
  if (fault) return { fault }
  const body = new Uint8Array(wasm.memory.buffer, wasm.answer() + length, capture.body).slice()
  return { capture: { ...capture, body } }
}

function write(wasm, parts) {
  let at = wasm.room(parts.reduce((sum, part) => sum + part.length, 0))
  for (const part of parts) {
    // A view of its own for each: the memory grows.
    new Uint8Array(wasm.memory.buffer).set(part, at)
    at += part.length
  }
}

const answerOf = (wasm, length) => JSON.parse(decoder.decode(new Uint8Array(wasm.memory.buffer, wasm.answer(), length)))
