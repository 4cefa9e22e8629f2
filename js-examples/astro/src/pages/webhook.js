// A receiver in an endpoint of Astro. Run it: `npm install`, `npm run build`, then `WEBHOOK_SECRET=… npm start`; it listens on port
// 4321, or on PORT.
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'

// Made at the first delivery: `astro build` may run this file too, and has no secret.
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

export const prerender = false
/** @param {{ request: Request }} context */
export const POST = ({ request }) => handler(request)
