// A receiver in Google Cloud Functions. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`; it listens on port 8080, or on PORT.
// Deploy it: `gcloud functions deploy webhook --trigger-http --allow-unauthenticated`, with WEBHOOK_SECRET as a secret.
import { http } from '@google-cloud/functions-framework'
import { createWebhookHandler } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

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

// The framework keeps the bytes that arrived in `req.rawBody`.
http('webhook', toNodeHandler(handler))
