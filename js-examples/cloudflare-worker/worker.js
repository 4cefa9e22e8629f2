// A receiver on Cloudflare Workers with Durable Objects. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`, or have the
// secret in .dev.vars. Deploy it: `npx wrangler secret put WEBHOOK_SECRET`, then `npm run deploy`.
import { env } from 'cloudflare:workers'
import { createWebhookHandler } from 'webhook-verifier'
import { durableObjectReplayStore } from 'webhook-verifier/replay/durable-object'

// The class of the objects, which wrangler.toml names.
export { WebhookReplayObject } from 'webhook-verifier/replay/durable-object'

const handler = createWebhookHandler({
  secret: env.WEBHOOK_SECRET,
  // Many isolates run at once: the object of a delivery sees to it that one of them handles it.
  replay: durableObjectReplayStore(env.REPLAY),
  // An error thrown here is answered with 500, and the sender tries again.
  on: {
    'job.completed': ({ data }) => console.log(`${data.id} is ready at ${data.output_url}`),
    'job.failed': ({ data, error }) => console.log(`${data.id} failed: ${error?.code}`),
    'unknown': ({ name, data }) => console.log(`${name} of ${data.id}`)
  },
  // A forger sees a status and no more; the reason goes to the log.
  onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
})

export default { fetch: handler }
