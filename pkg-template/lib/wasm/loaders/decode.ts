// Bytes from the hex text in which a module travels. Compressed for its journey, hex is a sixth smaller than base64, which hides
// every repetition that is not a multiple of three bytes away.
export function decode(hex: string): Uint8Array<ArrayBuffer> {
  // Not in ES2022.
  const { fromHex } = Uint8Array as { fromHex?(hex: string): Uint8Array<ArrayBuffer> }
  if (fromHex) return fromHex.call(Uint8Array, hex)
  // A bare `Buffer` makes Parcel look for a package of that name.
  if (globalThis.Buffer) return globalThis.Buffer.from(hex, 'hex')
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = digit(hex, 2 * at) * 16 + digit(hex, 2 * at + 1)
  return bytes
}

/** `0` to `9` have their value in the low four bits, `a` to `f` nine less. */
function digit(hex: string, at: number): number {
  const code = hex.charCodeAt(at)
  return (code & 15) + (code >> 6) * 9
}
