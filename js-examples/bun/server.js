// A receiver on Bun with Redis. Run it: `bun install`, then `WEBHOOK_SECRET=… REDIS_URL=redis://… bun start`; it listens on port
// 3000, or on PORT.
import { RedisClient } from 'bun'
import { createWebhookHandler } from 'webhook-verifier'
import { redisReplayStore } from 'webhook-verifier/replay/redis'

const handler = createWebhookHandler({
  secret: process.env.WEBHOOK_SECRET,
  // All that share this Redis handle a delivery once. It must not evict: `maxmemory-policy noeviction`.
  replay: redisReplayStore(new RedisClient(process.env.REDIS_URL)),
  // An error thrown here is answered with 500, and the sender tries again.
  on: {
    'job.completed': ({ data }) => console.log(`${data.id} is ready at ${data.output_url}`),
    'job.failed': ({ data, error }) => console.log(`${data.id} failed: ${error?.code}`),
    'unknown': ({ name, data }) => console.log(`${name} of ${data.id}`)
  },
  // A forger sees a status and no more; the reason goes to the log.
  onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
})

const server = Bun.serve({ fetch: handler })
console.log(`listening on ${server.url}`)
