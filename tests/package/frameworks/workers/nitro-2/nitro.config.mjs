import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Nitro 2 writes JSON as object literals, in which a key `__proto__` is not a key: the suite's vectors have some. */
const vectorsAsText = {
  name: 'vectors as text',
  resolveId: {
    order: 'pre',
    handler: (/** @type {string} */ source, /** @type {string} */ importer) =>
      /vectors\/\w+\.json$/.test(source) ? `\0${resolve(dirname(importer), source)}.mjs` : undefined
  },
  load: (/** @type {string} */ id) =>
    id.endsWith('.json.mjs') ? `export default JSON.parse(${JSON.stringify(readFileSync(id.slice(1, -4), 'utf8'))})` : undefined
}

// Nitro 2 loads no WebAssembly until it is told to.
export default {
  preset: 'cloudflare-module',
  compatibilityDate: '2026-01-01',
  experimental: { wasm: true },
  rollupConfig: { plugins: [vectorsAsText] }
}
