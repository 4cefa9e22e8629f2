// Calls of the diagnosis module; see crates/wasm-diagnose. Each call has a fresh instance, whose memory is wiped and freed after
// it, so that no byte of a secret outlives the question.
import { __wbg_set_wasm, diagnose, readCapture } from '#glue'
import { imports } from '#glue-imports'
import { instantiate } from '../wasm/instantiate.ts'

/** The memory of the last instance, until it is wiped. */
let memory

/** Says why a delivery does not verify: `{ verified, findings }`. */
export function ask(question) {
  try {
    return withInstance(() => diagnose(question))
  } finally {
    for (const { bytes } of question.secrets) bytes.fill(0)
  }
}

/** Reads a pasted request: `{ capture }` or `{ error }`. `files` are objects with `path` and `content`. */
export const read = ({ pasted, files, entry }) => withInstance(() => readCapture(pasted, { files, entry }))

/** The glue keeps one instance and views of its memory. User code cannot run during a call: all arguments are copies. */
function withInstance(work) {
  // Left over if the host's stack ended in the middle of `release`.
  release()
  const exports = instantiate(imports())
  memory = exports.memory
  try {
    __wbg_set_wasm(exports)
    exports.__wbindgen_start()
    return work()
  } finally {
    release()
  }
}

function release() {
  if (memory === undefined) return
  new Uint8Array(memory.buffer).fill(0)
  // Detaches the views that the glue keeps, so that it makes new ones for the next instance.
  memory.grow(0)
  __wbg_set_wasm(undefined)
  memory = undefined
}
