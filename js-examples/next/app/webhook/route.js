// A receiver in Next.js on the edge, as Vercel has it. Run it: `npm install`, `npm run build`, then
// `WEBHOOK_SECRET=… npm start`; deliveries go to /webhook.
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'

export const runtime = 'edge'

// Made at the first delivery: `next build` runs this file too, and has no secret.
let verifier

// Instances share no memory: where a copy must not be handled by another one, give it a store that they share, as `replay`.
export const POST = createWebhookHandler({
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
