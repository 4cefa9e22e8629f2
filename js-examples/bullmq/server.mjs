// Verify, enqueue the bytes, verify again in the worker: BullMQ on Redis. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`
// with a Redis at REDIS_URL; it listens on port 3000, or on PORT.
import { createServer } from 'node:http'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'
import { packDelivery, unpackDelivery } from 'webhook-verifier/delivery'
import { toNodeHandler } from 'webhook-verifier/node'

const secret = process.env.WEBHOOK_SECRET
const connection = new Redis(process.env.REDIS_URL ?? 'redis://localhost:6379', { maxRetriesPerRequest: null })
const queue = new Queue('webhooks', { connection })
const verifier = new WebhookVerifier({ secret })

const handler = createWebhookHandler({
  secret,
  // The job's id is the delivery's: BullMQ adds it once, however often it is sent. A queue that fails is a 500: the sender retries.
  async onEvent({ rawBody, replayKey }, { request }) {
    const packed = Buffer.from(packDelivery({ headers: request.headers, body: rawBody })).toString('base64')
    await queue.add('delivery', packed, { jobId: replayKey, attempts: 5, backoff: { type: 'exponential', delay: 1000 } })
  },
  onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
})

// In a process of its own, where you like. It does not trust the queue; the age is judged as of the arrival.
const worker = new Worker('webhooks', async ({ data }) => work(verifier.verify(unpackDelivery(Buffer.from(data, 'base64')))), {
  connection
})
worker.on('error', console.error)

// A queue delivers at least once: write under the unique key `event.idempotencyKey`.
/** @param {import('webhook-verifier').WebhookEvent} event */
const work = ({ data, idempotencyKey }) => console.log(`${idempotencyKey} is ready at ${data.output_url}`)

const server = createServer(toNodeHandler(handler))
server.listen(process.env.PORT ?? 3000, () => console.log(`listening on http://localhost:${server.address().port}`))
