// The verifier's own error for an argument: with it nothing verifies, however the delivery was signed.
import { BODY_BYTES, HEADER_BYTES } from '../contract/abi.ts'
import { toBody } from '../verifier/body.ts'
import { readHeaders } from '../verifier/headers.ts'
import { parseSecrets } from '../verifier/options.ts'
import type { HeadersLike } from '../verifier/types.ts'
import { encoder } from '../wasm/coders.ts'

const sizeOf = (value: unknown) => (typeof value === 'string' ? encoder.encode(value) : (value as Uint8Array)).length

/** Returns the error that a verifier would throw for these arguments; undefined if it takes them. */
export function verifierError(headers: unknown, body: unknown, settings: object): unknown {
  try {
    const values = readHeaders(headers as HeadersLike)
    toBody(body)
    for (const { secret, name } of parseSecrets(settings)) checkSize(secret, BODY_BYTES, name)
    for (const value of values) checkSize(value ?? '', HEADER_BYTES, 'a header that is verified')
    return undefined
  } catch (error) {
    return error
  }
}

function checkSize(value: unknown, most: number, name: string): void {
  if (sizeOf(value) > most) throw new TypeError(`${name} is longer than ${most} bytes`)
}
