// The front of a function on AWS Lambda: turns requests into events of a function URL, and results into answers.
// `node tests/examples/function-url.mjs <module>`, which exports `handler`.
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @typedef {(event: object, context: object) => Promise<Foreign>} LambdaFunction */

/** @param {IncomingMessage} request */
async function eventOf(request) {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const { method, headers, url } = request
  const http = { method, path: url, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' }
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url,
    rawQueryString: '',
    headers,
    requestContext: { domainName: headers.host, http },
    body: Buffer.concat(pieces).toString(),
    isBase64Encoded: false
  }
}

/**
 * A delivery that breaks off never gets to the function.
 * @param {LambdaFunction} handler
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
async function answer(handler, request, response) {
  const event = await eventOf(request).catch(() => undefined)
  if (!event) return response.destroy()
  const { statusCode, headers, body } = await handler(event, { awsRequestId: 'test' })
  response.writeHead(statusCode, headers).end(body)
}

/**
 * Serves a function as its URL does, on a free port, which it prints.
 * @param {LambdaFunction} handler
 */
export function serveFunction(handler) {
  const server = createServer((request, response) => answer(handler, request, response)).listen(0, '127.0.0.1', () => {
    console.log(`listening on http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`)
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { handler } = await import(pathToFileURL(resolve(process.argv[2] ?? '')).href)
  serveFunction(handler)
}
