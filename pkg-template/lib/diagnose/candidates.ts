// Secrets as they are configured. A secret that a verifier refuses is not an error here, but a possible finding.
import { isBytes } from '../internal-slots.ts'
import { getOwn, millisOf } from '../verifier/options.ts'
import { encoder } from '../wasm/coders.ts'

/** A configured secret. A missing one is an empty text. */
export interface Candidate {
  bytes: Uint8Array
  isText: boolean
  /** Empty for a secret without an id. */
  id: string
  notAfter: Date | undefined
}

export function toCandidates(secrets: unknown): Candidate[] {
  return (Array.isArray(secrets) ? Array.from(secrets) : [secrets]).map(toCandidate)
}

/** Undefined for an invalid time. */
function toDate(value: unknown): Date | undefined {
  const millis = millisOf(value)
  return Number.isNaN(millis) ? undefined : new Date(millis)
}

function toCandidate(entry: unknown): Candidate {
  const options = entry === null || typeof entry !== 'object' || ArrayBuffer.isView(entry) ? undefined : entry
  const value: unknown = options ? getOwn(options, 'secret') : entry
  const id: unknown = options && getOwn(options, 'id')
  const notAfter = options && toDate(getOwn(options, 'notAfter'))
  // Not `slice`, which of a Buffer is a view: these bytes are wiped, and the caller's are not ours to wipe.
  if (isBytes(value)) return { bytes: new Uint8Array(value), isText: false, id: toId(id), notAfter }
  return { bytes: encoder.encode(typeof value === 'string' ? value : ''), isText: true, id: toId(id), notAfter }
}

const toId = (id: unknown) => (id === undefined ? '' : String(id))
