// A receiver on h3, as in a route of Nitro or Nuxt. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`; it listens on port
// 3000, or on PORT. In Nitro: server/routes/webhook.post.js with `export default defineHandler(({ req }) => handler(req))`.
import { H3, serve } from 'h3'
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

const app = new H3()
app.post('/webhook', ({ req }) => handler(req))

const server = serve(app, { port: Number(process.env.PORT ?? 3000), silent: true })
await server.ready()
console.log(`listening on http://localhost:${new URL(server.url).port}`)
