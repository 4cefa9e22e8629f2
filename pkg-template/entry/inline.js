// Node, Deno, Bun, browsers, bundlers: the module's bytes travel in the script, so nothing has to be fetched.
import base64 from '#wasm-base64'

export const load = () => new WebAssembly.Module(bytes())

function bytes() {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64)
  // A bare `Buffer` makes Parcel look for a package of that name.
  if (globalThis.Buffer) return globalThis.Buffer.from(base64, 'base64')
  const text = atob(base64)
  const decoded = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) decoded[at] = text.charCodeAt(at)
  return decoded
}
