// The same with Next.js' own parser left on: GET answers with the last error's message.
import { createWebhookHandler } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

let message = ''
const onError = (error) => (message = error.message)
const handler = toNodeHandler(createWebhookHandler({ secret: 'whsec_pages_router', onEvent() {}, onError }))

export default (req, res) => (req.method === 'GET' ? res.end(message) : handler(req, res))
