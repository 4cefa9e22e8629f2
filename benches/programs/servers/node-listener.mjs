// Listeners for requests of node:http and node:http2.
import { snippet } from './snippet.mjs'

export async function nodeListener(contender, secretCount) {
  if (contender === 'snippet') return bySnippet(snippet(secretCount))
  const { byHand, handler } = await import('./ours.mjs')
  if (contender === 'safeVerify') return buffered(byHand(secretCount))
  const { toNodeHandler } = await import('webhook-verifier/node')
  return toNodeHandler(handler(contender, secretCount))
}

const bySnippet = (answer) => buffered((headers, body) => answer((name) => headers[name], body))

/** Calls `answer` with the headers and the raw body, and sends the status it returns. */
const buffered = (answer) => (request, response) => {
  const pieces = []
  request.on('error', () => {})
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', () => response.writeHead(answer(request.headers, Buffer.concat(pieces))).end())
}
