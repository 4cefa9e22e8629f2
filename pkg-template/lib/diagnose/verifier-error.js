// What a verifier takes, read by its own functions: what it would throw for is not verified, however it was signed.
import { bodyOf } from '../verifier/body.js'
import { BODY_BYTES, encoder, HEADER_BYTES } from '../wasm/memory-layout.js'
import { readHeaders } from '../verifier/headers.js'
import { entriesOf } from '../verifier/options.js'

const sizeOf = (value) => (typeof value === 'string' ? encoder.encode(value).length : value.length)

/** The error that a verifier would throw for these; undefined if it takes them. */
export function flawOf(headers, body, settings) {
  try {
    const values = readHeaders(headers)
    bodyOf(body)
    for (const { secret, name } of entriesOf(settings)) checkSize(secret, BODY_BYTES, name)
    for (const value of values) checkSize(value ?? '', HEADER_BYTES, 'a header that is verified')
  } catch (error) {
    return error
  }
}

function checkSize(value, most, name) {
  if (sizeOf(value) > most) throw new TypeError(`${name} is longer than ${most} bytes`)
}
