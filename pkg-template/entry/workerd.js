// Cloudflare Workers compile the module before the first request; compiling it in one is forbidden.
import module from '#wasm'

export const load = () => module
