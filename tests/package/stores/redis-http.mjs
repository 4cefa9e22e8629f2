// Redis over HTTP, as hosted ones are used from the edge: lists of commands come in as JSON, their replies go out.
import { once } from 'node:events'
import { createServer } from 'node:http'

/** @import { Mistyped } from '../../suite/cases.d.ts' */
/** @typedef {(command: unknown[]) => Promise<Mistyped>} Send */

/**
 * `send` sends a command to the server.
 * @param {Send} send
 * @returns the URL to ask, and a function that closes it
 */
export async function startRedisHttp(send) {
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString())
    // One command, or under /pipeline several.
    const replies = await Promise.all((request.url === '/pipeline' ? body : [body]).map(replyOf(send)))
    response.setHeader('content-type', 'application/json').end(JSON.stringify(request.url === '/pipeline' ? replies : replies[0]))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`,
    close: () => (server.close(), server.closeAllConnections())
  }
}

/** @param {Send} send */
const replyOf = (send) => (/** @type {unknown[]} */ command) =>
  send(command).then(
    (/** @type {Mistyped} */ result) => ({ result }),
    (/** @type {Error} */ error) => ({ error: error.message })
  )
