// The handler in the Pages Router, where the parser is off so that the raw bytes arrive.
import { createWebhookHandler } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

export const config = { api: { bodyParser: false } }

export default toNodeHandler(createWebhookHandler({ secret: 'whsec_pages_router', onEvent() {} }))
