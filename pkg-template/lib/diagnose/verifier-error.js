// What a verifier takes, read by its own functions: what it would throw for is not verified, however it was signed.
import { toBody } from '../verifier/body.ts'
import { BODY_BYTES, encoder, HEADER_BYTES } from '../wasm/memory-layout.ts'
import { readHeaders } from '../verifier/headers.ts'
import { parseSecrets } from '../verifier/options.ts'

const sizeOf = (value) => (typeof value === 'string' ? encoder.encode(value).length : value.length)

/** The error that a verifier would throw for these; undefined if it takes them. */
export function flawOf(headers, body, settings) {
  try {
    const values = readHeaders(headers)
    toBody(body)
    for (const { secret, name } of parseSecrets(settings)) checkSize(secret, BODY_BYTES, name)
    for (const value of values) checkSize(value ?? '', HEADER_BYTES, 'a header that is verified')
  } catch (error) {
    return error
  }
}

function checkSize(value, most, name) {
  if (sizeOf(value) > most) throw new TypeError(`${name} is longer than ${most} bytes`)
}
