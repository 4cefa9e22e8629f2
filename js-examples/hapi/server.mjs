// A receiver on Hapi. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`; it listens on port 3000, or on PORT.
import { server as createServer } from '@hapi/hapi'
import { createWebhookHandler } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

const handler = createWebhookHandler({
  secret: process.env.WEBHOOK_SECRET,
  // An error thrown here is answered with 500, and the sender tries again.
  on: {
    'job.completed': ({ data }) => console.log(`${data.id} is ready at ${data.output_url}`),
    'job.failed': ({ data, error }) => console.log(`${data.id} failed: ${error?.code}`),
    'unknown': ({ name, data }) => console.log(`${name} of ${data.id}`)
  },
  // A forger sees a status and no more; the reason goes to the log.
  onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
})
const webhook = toNodeHandler(handler)

const server = createServer({ port: process.env.PORT ?? 3000 })
server.route({
  method: 'POST',
  path: '/webhook',
  // Without a parser: the signature covers the bytes as they came. The handler bounds them.
  options: { payload: { output: 'stream', parse: false, maxBytes: Number.MAX_SAFE_INTEGER } },
  async handler({ raw }, h) {
    await webhook(raw.req, raw.res)
    return h.abandon
  }
})

await server.start()
console.log(`listening on http://localhost:${server.info.port}`)
