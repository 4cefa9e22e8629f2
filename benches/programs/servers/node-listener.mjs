// Listeners for requests of node:http and node:http2.
import { snippet } from './snippet.mjs'

/** @import { Body } from '../../figures.d.ts' */

/**
 * @param {string} contender
 * @param {number} secretCount
 */
export async function nodeListener(contender, secretCount) {
  if (contender === 'snippet') return bySnippet(snippet(secretCount))
  const { byHand, handler } = await import('./ours.mjs')
  if (contender === 'safeVerify') return buffered(byHand(secretCount))
  const { toNodeHandler } = await import('webhook-verifier/node')
  return toNodeHandler(handler(contender, secretCount))
}

/** @param {(header: (name: string) => string | undefined, body: Body) => number} answer */
const bySnippet = (answer) =>
  buffered((/** @type {Record<string, string>} */ headers, /** @type {Body} */ body) =>
    answer((/** @type {string} */ name) => headers[name], body)
  )

/**
 * Calls `answer` with the headers and the raw body, and sends the status it returns.
 * @param {(headers: Record<string, string>, body: Uint8Array) => number} answer
 */
const buffered = (answer) => (/** @type {Foreign} */ request, /** @type {Foreign} */ response) => {
  /** @type {Uint8Array[]} */
  const pieces = []
  request.on('error', () => {})
  request.on('data', (/** @type {Uint8Array} */ piece) => pieces.push(piece))
  request.on('end', () => response.writeHead(answer(request.headers, Buffer.concat(pieces))).end())
}
