// Secrets as they are configured. One that a verifier refuses is not an error here, but a possible finding.
import { encoder } from '../wasm/memory-layout.ts'
import { millisOf, getOwn } from '../verifier/options.ts'
import { isBytes } from '../internal-slots.ts'

/** `{ bytes, isText, id, notAfter }` of each. A missing one is an empty text. */
export function candidatesOf(secrets) {
  return (Array.isArray(secrets) ? Array.from(secrets) : [secrets]).map(candidateOf)
}

/** Undefined for an invalid time. */
function dateOf(value) {
  const millis = millisOf(value)
  return Number.isNaN(millis) ? undefined : new Date(millis)
}

function candidateOf(entry) {
  const isPlain = entry === null || typeof entry !== 'object' || ArrayBuffer.isView(entry)
  const value = isPlain ? entry : getOwn(entry, 'secret')
  const id = isPlain ? undefined : getOwn(entry, 'id')
  const isText = !isBytes(value)
  // Not `slice`, which of a Buffer is a view: these bytes are wiped, and the caller's are not ours to wipe.
  const bytes = isText ? encoder.encode(typeof value === 'string' ? value : '') : new Uint8Array(value)
  return { bytes, isText, id: id === undefined ? '' : String(id), notAfter: isPlain ? undefined : dateOf(getOwn(entry, 'notAfter')) }
}
