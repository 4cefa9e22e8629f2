// A receiver on Fastify. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`; it listens on port 3000, or on PORT.
import Fastify from 'fastify'
import { createWebhookHandler } from 'webhook-verifier'
import { webhookPlugin } from 'webhook-verifier/fastify'

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

const app = Fastify()
// Inside the plugin the body stays as it came; other routes keep their parsers.
app.register(webhookPlugin, { routes: { '/webhook': handler } })

const address = await app.listen({ port: Number(process.env.PORT ?? 3000), host: '0.0.0.0' })
console.log(`listening on ${address}`)
