// A body's bytes, as far as they survive, out of any value that was passed as a body.
import { isWellFormed } from '../verifier/body.ts'
import { encoder } from '../wasm/memory-layout.ts'
import { isArrayBuffer, isSharedBuffer } from '../internal-slots.ts'
import { BODY_HALVES, BODY_MISSING, BODY_PARSED, BODY_UNREAD } from './input-mistakes.js'

const UNREAD = ['then', 'getReader', 'pipe', 'arrayBuffer']

/** `{ bytes, mistake }`: a copy of the bytes, and the mistake that the type shows. */
export function bodyOf(value) {
  if (typeof value === 'string') return { bytes: encoder.encode(value), mistake: isWellFormed(value) ? undefined : BODY_HALVES }
  if (value === null || value === undefined) return { bytes: new Uint8Array(), mistake: BODY_MISSING }
  if (ArrayBuffer.isView(value)) return { bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice() }
  if (isArrayBuffer(value) || isSharedBuffer(value)) return { bytes: new Uint8Array(value).slice() }
  if (UNREAD.some((method) => typeof value[method] === 'function')) return { bytes: new Uint8Array(), mistake: BODY_UNREAD }
  return { bytes: encoder.encode(printed(value)), mistake: BODY_PARSED }
}

/** The text that a handler would have made of a parsed body. */
function printed(value) {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}
