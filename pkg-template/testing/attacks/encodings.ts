// A captured delivery in another encoding. Content-Encoding is not covered by the signature, and it is undone before anything
// is verified: 1 KB can become 1 MB.
import type { AttackDelivery } from '../types.ts'
import { type Forge, group } from './forge.ts'

/** RFC 1952: a header that says nothing. */
const HEADER = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
/** RFC 1951, section 3.2.4: the last block, stored as it is. */
const STORED = 1
const POLYNOMIAL = 0xedb88320

export function encodings(forge: Forge): AttackDelivery[] {
  const encoding = (name: string) => ({ 'content-encoding': name })
  const { headers, body } = forge.capturedWith(encoding('gzip'))
  return group('encoding', 'eavesdropper', 'an unverified body is decompressed', [
    ['gzip', { headers, body: gzip(new TextEncoder().encode(body)) }, 'unsupported_encoding'],
    ['gzip, which it is not', forge.capturedWith(encoding('gzip')), 'unsupported_encoding'],
    ['br, which it is not', forge.capturedWith(encoding('br')), 'unsupported_encoding'],
    ['an unknown one', forge.capturedWith(encoding('x-none')), 'unsupported_encoding']
  ])
}

function gzip(bytes: Uint8Array): Uint8Array {
  const { length } = bytes
  const block = [STORED, ...little(length, 2), ...little(~length, 2), ...bytes]
  return Uint8Array.of(...HEADER, ...block, ...little(crc(bytes), 4), ...little(length, 4))
}

const little = (number: number, size: number): number[] => Array.from({ length: size }, (_, at) => (number >>> (8 * at)) & 255)

function crc(bytes: Uint8Array): number {
  let register = ~0
  for (const byte of bytes) {
    register ^= byte
    for (let bit = 0; bit < 8; bit++) register = (register >>> 1) ^ (register & 1 ? POLYNOMIAL : 0)
  }
  return ~register
}
