// Verify, enqueue the bytes, verify again in the consumer: Cloudflare Queues. Run it: `npm install`, `npx wrangler queues create
// webhooks`, then `WEBHOOK_SECRET=… npm start`; deploy it with `npm run deploy`.
import { env } from 'cloudflare:workers'
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'
import { packDelivery, unpackDelivery } from 'webhook-verifier/delivery'

const secret = env.WEBHOOK_SECRET
const verifier = new WebhookVerifier({ secret })

const handler = createWebhookHandler({
  secret,
  // A message may have 128 KB: larger bodies go to a bucket, and their key into the queue.
  maxBodyBytes: 120_000,
  // Isolates share no memory, so a copy may be enqueued twice: the consumer tells copies apart.
  async onEvent({ rawBody }, { request }) {
    await env.WEBHOOKS.send(packDelivery({ headers: request.headers, body: rawBody }), { contentType: 'bytes' })
  },
  onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
})

/** @param {{ messages: { body: Uint8Array, ack(): void }[] }} batch */
async function queue(batch) {
  for (const message of batch.messages) {
    // Does not trust the queue; the age is judged as of the arrival. A delivery that is refused now is refused later too: do not retry it.
    const result = verifier.safeVerify(unpackDelivery(message.body))
    if (result.ok) work(result.event)
    else console.error(`refused in the queue: ${result.error.code}`)
    message.ack()
  }
}

// Queues deliver at least once: write under the unique key `event.idempotencyKey`, in D1 for example.
/** @param {import('webhook-verifier').WebhookEvent} event */
const work = ({ data, idempotencyKey }) => console.log(`${idempotencyKey} is ready at ${data.output_url}`)

export default { fetch: handler, queue }
