// Vercel Edge and Next.js middleware: `?module` is how their bundlers hand out a compiled module.
import module from '../webhook_verifier_bg.wasm?module'

export const load = () => module
