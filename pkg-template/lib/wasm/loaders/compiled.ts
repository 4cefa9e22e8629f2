// Cloudflare Workers and Vercel's edge forbid compiling during a request, so their bundlers hand out a compiled module.
// `?module` is the one form that all of them take: Wrangler, Vite's Cloudflare plugin, Nitro, Next.js.
import module from '#wasm?module'

export const load = (): WebAssembly.Module => module

/** The bytes of a module that is compiled already cannot be read, so it gives known answers. */
export { knowsItsAnswers as isSound } from '../self-test.ts'
