// A question to the workbench's module; see workbench/src/lib.rs. Each has an instance of its own, and none is kept: nothing
// of a secret stays behind, and the memory is given back.
import { decoder, encoder } from '../buffer.js'
import { instantiate } from '../instance.js'

/** What is the matter with a delivery: `{ verified, findings }`. */
export function ask(question) {
  try {
    return withInstance((wasm) => answerTo(wasm, question))
  } finally {
    for (const { bytes } of question.secrets) bytes.fill(0)
  }
}

/** The memory lives on until somebody collects it: it is wiped, whatever becomes of the question. */
function withInstance(work) {
  const wasm = instantiate()
  try {
    return work(wasm)
  } finally {
    new Uint8Array(wasm.memory.buffer).fill(0)
  }
}

function answerTo(wasm, { lines, body, slips, secrets, now, window }) {
  const put = (...parts) => write(wasm, parts)
  for (const [name, value] of lines.map((line) => line.map((text) => encoder.encode(text)))) {
    put(name, value)
    wasm.line(name.length)
  }
  for (const { bytes, isText, id, notAfter } of secrets) {
    put(id, bytes)
    wasm.secret(id.length, Number(isText), notAfter)
  }
  put(body)
  wasm.body()
  for (const slip of slips) wasm.slip(slip)
  return answerOf(wasm, wasm.diagnose(now, ...window))
}

/** Reads a paste: `{ capture }` or `{ error }`. `files` are pairs of path and content, in bytes. */
export function read(paste) {
  return withInstance((wasm) => readWith(wasm, paste))
}

function readWith(wasm, { pasted, files, entry }) {
  for (const [path, content] of files) {
    write(wasm, [path, content])
    wasm.file(path.length)
  }
  write(wasm, [pasted])
  const length = wasm.read(entry)
  const { capture, error } = answerOf(wasm, length)
  if (error) return { error }
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
