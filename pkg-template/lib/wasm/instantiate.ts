// Instances of the module that the entry loads.
import { load } from '#load'
import { loadingError } from './loading-error.ts'

// Not `module`: Parcel's modules are functions with a parameter of that name.
let compiled: WebAssembly.Module | undefined

/** Returns the exports of a fresh instance. */
export function instantiate(imports: WebAssembly.Imports = {}): WebAssembly.Exports {
  try {
    return new WebAssembly.Instance((compiled ??= load()), imports).exports
  } catch (error) {
    if (compiled !== undefined) checkCompiled(compiled)
    // The user's mistake, or a stack that ends here.
    if (error instanceof TypeError || error instanceof RangeError) throw error
    throw loadingError(error)
  }
}

/** Bundlers differ in what an import of a .wasm file gives: an address, bytes, a promise. The module may be of another realm. */
function checkCompiled(module: WebAssembly.Module): void {
  try {
    WebAssembly.Module.exports(module)
  } catch {
    const kind = Object.prototype.toString.call(module).slice(8, -1)
    throw new TypeError(
      `The module must be a compiled WebAssembly.Module, not ${kind}; your bundler decides what an import of .wasm?module gives.`
    )
  }
}
