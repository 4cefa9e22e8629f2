// Cloudflare Workers and Vercel's edge forbid compiling during a request, so their bundlers hand out a compiled module.
// `?module` is the one form that all of them take: Wrangler, Vite's Cloudflare plugin, Nitro, Next.js.
import module from '#wasm?module'

export const load = () => module
