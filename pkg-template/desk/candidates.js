// Secrets as they are configured. What a verifier refuses is no error here, but what is looked for.
import { encoder } from '../buffer.js'
import { millisOf, own } from '../options.js'
import { isBytes } from '../secret.js'

/** `{ bytes, isText, id, notAfter }` of each. One that is not there is an empty text. */
export function candidatesOf(secrets) {
  return (Array.isArray(secrets) ? Array.from(secrets) : [secrets]).map(candidateOf)
}

function candidateOf(entry) {
  const isPlain = entry === null || typeof entry !== 'object' || ArrayBuffer.isView(entry)
  const value = isPlain ? entry : own(entry, 'secret')
  const id = isPlain ? undefined : own(entry, 'id')
  const isText = !isBytes(value)
  // Not `slice`, which of a Buffer is a view: these bytes are wiped, and the caller's are not ours to wipe.
  const bytes = isText ? encoder.encode(typeof value === 'string' ? value : '') : new Uint8Array(value)
  return { bytes, isText, id: encoder.encode(id === undefined ? '' : String(id)), notAfter: isPlain ? NaN : millisOf(own(entry, 'notAfter')) }
}
