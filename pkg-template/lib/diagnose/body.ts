// The bytes of a body, as far as they survive, from any value that was passed as a body.
import { BODY_HALVES, BODY_MISSING, BODY_PARSED, BODY_UNREAD } from '../contract/input-mistakes.ts'
import { isArrayBuffer, isSharedBuffer } from '../internal-slots.ts'
import { isWellFormed } from '../verifier/body.ts'
import { encoder } from '../wasm/coders.ts'

const UNREAD = ['then', 'getReader', 'pipe', 'arrayBuffer']

/** A copy of the bytes, and the mistake that the type shows. */
interface BodyBytes {
  bytes: Uint8Array
  mistake?: number | undefined
}

export function toBytes(value: unknown): BodyBytes {
  if (typeof value === 'string') return { bytes: encoder.encode(value), mistake: isWellFormed(value) ? undefined : BODY_HALVES }
  if (value === null || value === undefined) return { bytes: new Uint8Array(), mistake: BODY_MISSING }
  if (ArrayBuffer.isView(value)) return { bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice() }
  if (isArrayBuffer(value) || isSharedBuffer(value)) return { bytes: new Uint8Array(value).slice() }
  const isUnread = UNREAD.some((method) => typeof (value as { [name: string]: unknown })[method] === 'function')
  if (isUnread) return { bytes: new Uint8Array(), mistake: BODY_UNREAD }
  return { bytes: encoder.encode(stringify(value)), mistake: BODY_PARSED }
}

/** The text that a handler would have made of a parsed body. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}
