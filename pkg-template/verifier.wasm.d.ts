// The resolver decides about the result of an import of the module: a WebAssembly.Module in Workers and on the edge, a URL or
// bytes elsewhere.
declare const wasm: any
export default wasm
