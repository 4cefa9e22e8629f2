// A receiver in a route of Nitro 2; in Nuxt put it into server/routes/. Run it: `npm install`, `npm run build`, then
// `WEBHOOK_SECRET=… npm start`; it listens on port 3000, or on PORT. In Nitro 3: `defineHandler(({ req }) => handler(req))`.
import { defineEventHandler, toWebRequest } from '#imports'
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

export default defineEventHandler((event) => handler(toWebRequest(event)))
