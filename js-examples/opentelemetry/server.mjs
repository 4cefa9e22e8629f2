// A receiver whose deliveries are metrics of OpenTelemetry. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`; it listens on port
// 3000, or on PORT.
import { createServer } from 'node:http'
import { createWebhookHandler } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

const handler = createWebhookHandler({
  secret: process.env.WEBHOOK_SECRET,
  onEvent: ({ data }) => console.log(`${data.id} is ready at ${data.output_url}`),
  onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
})

const server = createServer(toNodeHandler(handler))
server.listen(process.env.PORT ?? 3000, () => console.log(`listening on http://localhost:${server.address().port}`))
