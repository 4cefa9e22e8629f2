// What an import of the module gives is up to who resolves it: a WebAssembly.Module in Workers and on the edge, a URL or
// bytes elsewhere.
declare const wasm: any
export default wasm
