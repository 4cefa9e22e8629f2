// The arguments of readCapture; see crates/diagnose/src/capture/mod.rs.
import { encoder } from '../wasm/memory-layout.ts'
import { getOwn } from '../verifier/options.ts'
import { isBytes } from '../internal-slots.ts'
import { typeName } from '../verifier/secret.ts'
import { read } from './module.js'

export function readCapture(pasted, options = {}) {
  const entry = getOwn(options, 'entry') ?? undefined
  if (entry !== undefined && !(Number.isSafeInteger(entry) && entry >= 0))
    throw new RangeError(`entry must be a whole number from 0, not ${typeName(entry)}`)
  const files = Object.entries(getOwn(options, 'files') ?? {}).map(([path, content]) => ({ path, content: bytesOf(content, 'a file') }))
  return read({ pasted: bytesOf(pasted, 'what was pasted'), files, entry })
}

function bytesOf(value, what) {
  if (typeof value === 'string') return encoder.encode(value)
  if (isBytes(value)) return value
  throw new TypeError(`${what} must be a string or a Uint8Array, not ${typeName(value)}`)
}
