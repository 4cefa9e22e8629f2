// Keeps every WebAssembly instance that is made from here on, to ask how much memory each holds. Import it first.
const { Instance } = WebAssembly
/** @type {WebAssembly.Memory[]} */
const memories = []

WebAssembly.Instance = /** @type {any} */ (
  function (/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
    const instance = new Instance(module, imports)
    for (const each of Object.values(instance.exports)) if (each instanceof WebAssembly.Memory) memories.push(each)
    return instance
  }
)

/** Bytes of WebAssembly memory, of all instances together. */
export const wasmBytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
