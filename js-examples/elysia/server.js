// A receiver on Elysia, on Bun. Run it: `bun install`, then `WEBHOOK_SECRET=… bun start`; it listens on port 3000, or on PORT.
import { Elysia } from 'elysia'
import { createWebhookHandler } from 'webhook-verifier'

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

const app = new Elysia()
  // Without a parser: the signature covers the bytes as they came.
  .post('/webhook', ({ request }) => handler(request), { parse: 'none' })
  .listen({ port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' })
console.log(`listening on http://localhost:${app.server.port}`)
