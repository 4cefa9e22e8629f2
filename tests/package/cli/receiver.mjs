// Receivers for `send` and `attack` to talk to, on this machine.
import { once } from 'node:events'
import { createServer } from 'node:http'

/** @typedef {{ headers: Record<string, string>, body: Buffer, path: string }} Received */
/** @typedef {(delivery: Received, count: number) => number | Promise<number>} Answer */

/**
 * `answer(delivery, count)` is a status. Resolves to `{ url, deliveries, close }`.
 * @param {Answer} answer
 */
export async function receiver(answer) {
  /** @type {Received[]} */
  const deliveries = []
  const server = createServer(async (request, response) => {
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    const headers = /** @type {Record<string, string>} */ (request.headers)
    const delivery = { headers, body: Buffer.concat(pieces), path: String(request.url) }
    deliveries.push(delivery)
    response.writeHead(await answer(delivery, deliveries.length)).end('answered')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/webhook`
  return { url, deliveries, close: () => (server.closeAllConnections?.(), server.close()) }
}
