// Bytes of each package in a bundle: minified by esbuild for browsers, without and with gzip.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { present } from '../programs/present.mjs'

const LINES = {
  'webhook-verifier, everything': "export * from 'webhook-verifier'",
  'webhook-verifier, WebhookVerifier': "export { WebhookVerifier } from 'webhook-verifier'",
  'webhook-verifier, verifyWebhook': "export { verifyWebhook } from 'webhook-verifier'",
  'webhook-verifier/slim, everything (without the .wasm)': "export * from 'webhook-verifier/slim'",
  '@octokit/webhooks-methods': "export { verify } from '@octokit/webhooks-methods'",
  '@noble/hashes': "export { hmac } from '@noble/hashes/hmac.js'; export { sha256 } from '@noble/hashes/sha2.js'",
  'standardwebhooks': "export { Webhook } from 'standardwebhooks'",
  'hash-wasm': "export { createHMAC, createSHA256 } from 'hash-wasm'",
  'svix': "export { Webhook } from 'svix'",
  'stripe': "import Stripe from 'stripe'; export const { webhooks } = new Stripe('sk')"
}
const WASM = 'verifier.wasm'

/** @param {string} folder */
export async function sizes(folder) {
  const rows = []
  for (const [name, contents] of Object.entries(LINES)) rows.push(sizeOf(name, await minified(folder, contents)))
  rows.push(sizeOf(WASM, readFileSync(join(folder, 'node_modules/webhook-verifier', WASM))))
  return rows
}

/**
 * @param {string} resolveDir
 * @param {string} contents
 */
async function minified(resolveDir, contents) {
  const stdin = { contents, resolveDir }
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error'
  })
  return present(outputFiles[0]).contents
}

/**
 * @param {string} name
 * @param {Uint8Array | Buffer} content
 */
const sizeOf = (name, content) => ({ name, minified: content.length, gzip: gzipSync(content, { level: 9 }).length })
