// A receiver in Azure Functions, programming model 4. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start` with Azure Functions Core
// Tools; deliveries go to /webhook on port 7071.
import { app } from '@azure/functions'
import { createWebhookHandler } from 'webhook-verifier'

// Instances share no memory: where a copy must not be handled by another one, give it a store that they share, as `replay`.
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

// The signature is the authentication, so no function key is needed.
app.http('webhook', { methods: ['POST'], authLevel: 'anonymous', handler })
