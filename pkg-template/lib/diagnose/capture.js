// The arguments of readCapture; see crates/diagnose/src/capture/mod.rs.
import { encoder } from '../wasm/memory-layout.js'
import { own } from '../verifier/options.js'
import { isBytes } from '../internal-slots.js'
import { describe } from '../verifier/secret.js'
import { read } from './module.js'

export function readCapture(pasted, options = {}) {
  const entry = own(options, 'entry') ?? undefined
  if (entry !== undefined && !(Number.isSafeInteger(entry) && entry >= 0))
    throw new RangeError(`entry must be a whole number from 0, not ${describe(entry)}`)
  const files = Object.entries(own(options, 'files') ?? {}).map(([path, content]) => ({ path, content: bytesOf(content, 'a file') }))
  return read({ pasted: bytesOf(pasted, 'what was pasted'), files, entry })
}

function bytesOf(value, what) {
  if (typeof value === 'string') return encoder.encode(value)
  if (isBytes(value)) return value
  throw new TypeError(`${what} must be a string or a Uint8Array, not ${describe(value)}`)
}
