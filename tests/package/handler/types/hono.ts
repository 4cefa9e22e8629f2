import { Hono } from 'hono'
import { createWebhookHandler } from 'webhook-verifier'

const handler = createWebhookHandler({ secrets: 'k', onEvent: (event) => console.log(event.data.id) })
const app = new Hono()
app.post('/webhook', (c) => handler(c.req.raw))
app.all('/with-env', (c) => handler(c.req.raw, c.env, c.executionCtx))
app.mount('/mounted', handler)
export default app
