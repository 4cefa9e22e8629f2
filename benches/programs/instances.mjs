// Keeps every WebAssembly instance that is made from here on, to ask how much memory each holds. Import it first.
const { Instance } = WebAssembly
const memories = []

WebAssembly.Instance = function (...args) {
  const instance = new Instance(...args)
  for (const each of Object.values(instance.exports)) if (each instanceof WebAssembly.Memory) memories.push(each)
  return instance
}

/** Bytes of WebAssembly memory, of all instances together. */
export const wasmBytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
