// The same with Next.js' own parser left on: GET answers with the last error's message.
import { createWebhookHandler } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

let message = ''
/** @param {unknown} error */
const onError = (error) => (message = /** @type {Error} */ (error).message)
const handler = toNodeHandler(createWebhookHandler({ secret: 'whsec_pages_router', onEvent() {}, onError }))

export default (/** @type {IncomingMessage} */ req, /** @type {ServerResponse} */ res) =>
  req.method === 'GET' ? res.end(message) : handler(req, res)
