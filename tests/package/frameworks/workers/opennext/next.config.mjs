import { dirname } from 'node:path'

const root = dirname(import.meta.dirname)

// Bundled by Next.js, the package would be the one for Node, which compiles its module; Workers forbid that.
export default { serverExternalPackages: ['webhook-verifier'], outputFileTracingRoot: root, turbopack: { root } }
