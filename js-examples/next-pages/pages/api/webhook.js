// A receiver in the Pages Router of Next.js. Run it: `npm install`, `npm run build`, then `WEBHOOK_SECRET=… npm start`; deliveries
// go to /api/webhook.
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

// The signature covers the bytes that arrived, and the parser would not keep them.
export const config = { api: { bodyParser: false } }

// Made at the first delivery: `next build` runs this file too, and has no secret.
let verifier

const handler = createWebhookHandler({
  verifier: () => (verifier ??= new WebhookVerifier(process.env.WEBHOOK_SECRET)),
  // An error thrown here is answered with 500, and the sender tries again.
  on: {
    'job.completed': ({ data }) => console.log(`${data.id} is ready at ${data.output_url}`),
    'job.failed': ({ data, error }) => console.log(`${data.id} failed: ${error?.code}`),
    'unknown': ({ name, data }) => console.log(`${name} of ${data.id}`)
  },
  // A forger sees a status and no more; the reason goes to the log.
  onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
})

export default toNodeHandler(handler)
