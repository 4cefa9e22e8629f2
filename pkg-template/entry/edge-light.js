// Vercel Edge and Next.js middleware: `?module` is how their bundlers hand out a compiled module.
import module from '#wasm?module'

export const load = () => module
