// The provider's documented snippet in a plain server.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

/** @import { AddressInfo } from 'node:net' */

/**
 * @param {string} rawBody
 * @param {string} timestamp
 * @param {string} signature
 * @param {string} secret
 */
function verifyWebhook(rawBody, timestamp, signature, secret) {
  const expected = 'sha256=' + createHmac('sha256', secret).update(`${timestamp}.${rawBody}`).digest('hex')
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature || ''))
}

const server = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) body += piece
  const { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature } = /** @type {any} */ (request.headers)
  response.writeHead(verifyWebhook(body, timestamp, signature, process.env.WEBHOOK_SECRET ?? '') ? 200 : 401).end()
})

server.listen(process.env.PORT ?? 3000, () => console.log(`listening on ${/** @type {AddressInfo} */ (server.address()).port}`))
