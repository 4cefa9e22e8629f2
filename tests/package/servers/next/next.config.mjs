import { dirname } from 'node:path'

// The folder above has the packages.
const root = dirname(import.meta.dirname)

export default { turbopack: { root }, outputFileTracingRoot: root }
