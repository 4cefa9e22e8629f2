// A receiver on plain node:http. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`; it listens on port 3000, or on PORT.
import { createServer } from 'node:http'
import { createWebhookHandler } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

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

const server = createServer(toNodeHandler(handler))
server.listen(process.env.PORT ?? 3000, () => console.log(`listening on http://localhost:${server.address().port}`))
