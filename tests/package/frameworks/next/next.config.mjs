import { dirname } from 'node:path'

const here = import.meta.dirname

// Turbopack sees nothing above its root, and the packages are in the folder above. webpack would trace them all, for a
// deployment that never comes, and write a cache of 140 MB for a build that never comes.
/** @param {object} config */
const webpack = (config) => Object.assign(config, { cache: false })
export default process.env.TURBOPACK ? { turbopack: { root: dirname(here) } } : { outputFileTracingRoot: here, webpack }
