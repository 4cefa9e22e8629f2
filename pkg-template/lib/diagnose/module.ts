// Calls of the diagnosis module. Each call has a fresh instance, whose memory is wiped and freed after it, so that no byte of a
// secret outlives the call.
import { __wbg_set_wasm, diagnose, readCapture } from '#glue'
import { imports } from '#glue-imports'
import type { Capture, CaptureError } from '../contract/captures.ts'
import type { Diagnosis } from '../contract/diagnosis.ts'
import { instantiate } from '../wasm/instantiate.ts'
import type { Candidate } from './candidates.ts'
import type { HeaderLine } from './header-lines.ts'

/** The members that crates/wasm-diagnose reads. */
export interface ModuleQuestion {
  lines: HeaderLine[]
  body: Uint8Array
  mistakes: Uint8Array
  secrets: Candidate[]
  now: Date
  toleranceSeconds: number
  futureToleranceSeconds: number
  maxBodyBytes: number
}

export interface ModuleReadOptions {
  files: Array<{ path: string; content: Uint8Array }>
  entry: number | undefined
}

interface Exports {
  memory: WebAssembly.Memory
  __wbindgen_start(): void
}

/** The memory of the last instance, until it is wiped. */
let memory: WebAssembly.Memory | undefined

/** Explains why a delivery does not verify. */
export function explain(question: ModuleQuestion): Diagnosis {
  try {
    return withInstance(() => diagnose(question)) as Diagnosis
  } finally {
    for (const { bytes } of question.secrets) bytes.fill(0)
  }
}

/** Reads a pasted request. */
export const readPaste = (pasted: Uint8Array, options: ModuleReadOptions) =>
  withInstance(() => readCapture(pasted, options)) as { capture: Capture } | { error: CaptureError }

/** The glue keeps one instance and views of its memory. User code cannot run during a call: all arguments are copies. */
function withInstance(call: () => unknown): unknown {
  // Left over if the host's stack ended in the middle of `release`.
  release()
  const exports = instantiate(imports()) as unknown as Exports
  memory = exports.memory
  try {
    __wbg_set_wasm(exports)
    exports.__wbindgen_start()
    return call()
  } finally {
    release()
  }
}

function release(): void {
  if (memory === undefined) return
  new Uint8Array(memory.buffer).fill(0)
  // Detaches the views that the glue keeps, so that it makes new ones for the next instance.
  memory.grow(0)
  __wbg_set_wasm(undefined)
  memory = undefined
}
