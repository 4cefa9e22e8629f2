// Serves a folder under several policies, each by the first part of the path: /strict/x is x with the policy "strict".
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const script = 'text/javascript; charset=utf-8'
/** WebKit reads a JSON module that does not say so as Latin-1. */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': script,
  '.mjs': script,
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm'
}

/** @param {string} sources */
const only = (sources) => `default-src 'none'; script-src ${sources}; worker-src 'self'; connect-src 'self'`
const POLICIES = { open: undefined, strict: only("'self' 'wasm-unsafe-eval'"), closed: only("'self'") }

/** The import map with which a page without a bundler finds the package. */
const map = { imports: { 'webhook-verifier': '/open/node_modules/webhook-verifier/index.js' } }
const PAGES = {
  'page.html': '<!doctype html><title>page</title>',
  'unbundled.html': `<!doctype html><title>page</title><script type="importmap">${JSON.stringify(map)}</script>`
}

/**
 * Resolves to the server and its address; each policy is a folder there.
 * @param {string} folder
 */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const [, policy, path] = /^\/(open|strict|closed)\/([\w./-]+)$/.exec(request.url ?? '') ?? []
    const content =
      PAGES[/** @type {keyof typeof PAGES} */ (path)] ?? (await readFile(join(folder, path ?? 'nothing')).catch(() => undefined))
    response.statusCode = content === undefined ? 404 : 200
    response.setHeader('content-type', TYPES[/** @type {keyof typeof TYPES} */ (extname(path ?? ''))] ?? 'text/plain')
    if (POLICIES[/** @type {keyof typeof POLICIES} */ (policy)])
      response.setHeader('content-security-policy', POLICIES[/** @type {keyof typeof POLICIES} */ (policy)] ?? '')
    response.end(content)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { server, address: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}` }
}
