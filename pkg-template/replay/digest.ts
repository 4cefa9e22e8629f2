// The digest that stands for a long text in a store.

/** Long enough for the keys of a handler; short enough for the index of every store, and to bound the memory of one. */
export const MAX_LENGTH = 512

export async function sha256(text: string): Promise<string> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) throw new RangeError(`a text of more than ${MAX_LENGTH} characters needs WebCrypto, which Node has from 20 on`)
  const bytes = await subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
