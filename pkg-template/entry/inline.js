// Node, Deno, Bun, browsers, bundlers: the module's bytes travel in the script, so nothing has to be fetched. In hex:
// compressed for its journey it is a sixth smaller than base64, which hides every repetition that is not a multiple of
// three bytes away.
import hex from '#wasm-hex'

export const load = () => new WebAssembly.Module(bytes())

function bytes() {
  if (Uint8Array.fromHex) return Uint8Array.fromHex(hex)
  // A bare `Buffer` makes Parcel look for a package of that name.
  if (globalThis.Buffer) return globalThis.Buffer.from(hex, 'hex')
  const decoded = new Uint8Array(hex.length / 2)
  for (let at = 0; at < decoded.length; at++) decoded[at] = digit(2 * at) * 16 + digit(2 * at + 1)
  return decoded
}

/** `0` to `9` have their value in the low four bits, `a` to `f` nine less. */
function digit(at) {
  const code = hex.charCodeAt(at)
  return (code & 15) + (code >> 6) * 9
}
