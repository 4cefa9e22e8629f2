// A body's bytes, or what is left of them, out of whatever somebody took for it.
import { isWellFormed } from '../body.js'
import { encoder } from '../buffer.js'
import { BODY_HALVES, BODY_MISSING, BODY_PARSED, BODY_UNREAD } from './slips.js'

const UNREAD = ['then', 'getReader', 'pipe', 'arrayBuffer']

/** `{ bytes, slip }`: a copy of the bytes, and what was wrong with the type. */
export function bodyOf(value) {
  if (typeof value === 'string') return { bytes: encoder.encode(value), slip: isWellFormed(value) ? undefined : BODY_HALVES }
  if (value === null || value === undefined) return { bytes: new Uint8Array(), slip: BODY_MISSING }
  if (ArrayBuffer.isView(value)) return { bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice() }
  if (/^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value))) return { bytes: new Uint8Array(value).slice() }
  if (UNREAD.some((method) => typeof value[method] === 'function')) return { bytes: new Uint8Array(), slip: BODY_UNREAD }
  return { bytes: encoder.encode(printed(value)), slip: BODY_PARSED }
}

/** The text that a handler would have made of a parsed body. */
function printed(value) {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}
