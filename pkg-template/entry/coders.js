// In CommonJS only: where a test runner's page has no TextEncoder and TextDecoder, as Jest's jsdom, Node's own serve.
// Asked of a variable, as bundlers for browsers would follow `module.require`.
const host = module
const { TextDecoder: Decoder, TextEncoder: Encoder } = globalThis.TextDecoder ? globalThis : host.require('node:util')

export { Decoder as TextDecoder, Encoder as TextEncoder }
