// A receiver on Deno with Deno KV. Run it: `deno install`, then `WEBHOOK_SECRET=… deno task start`; it listens on port 8000, or
// where DENO_SERVE_ADDRESS says.
import { createWebhookHandler } from 'webhook-verifier'
import { denoKvReplayStore } from 'webhook-verifier/replay/deno-kv'

const handler = createWebhookHandler({
  secret: Deno.env.get('WEBHOOK_SECRET'),
  // All that share this database handle a delivery once.
  replay: denoKvReplayStore(await Deno.openKv()),
  // An error thrown here is answered with 500, and the sender tries again.
  on: {
    'job.completed': ({ data }) => console.log(`${data.id} is ready at ${data.output_url}`),
    'job.failed': ({ data, error }) => console.log(`${data.id} failed: ${error?.code}`),
    'unknown': ({ name, data }) => console.log(`${name} of ${data.id}`)
  },
  // A forger sees a status and no more; the reason goes to the log.
  onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
})

Deno.serve(handler)
