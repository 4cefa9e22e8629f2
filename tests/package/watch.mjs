// Notes every WebAssembly instance that is made from the import of this file on. Import it before the package.
const { Instance } = WebAssembly

/**
 * Pairs of a module and its instance, in the order they were made.
 * @type {{ module: WebAssembly.Module, instance: { exports: any } }[]}
 */
export const made = []

WebAssembly.Instance = /** @type {any} */ (
  function (/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
    const instance = new Instance(module, imports)
    made.push({ module, instance })
    return instance
  }
)
