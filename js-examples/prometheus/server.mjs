// A receiver whose deliveries are metrics of Prometheus. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`; it listens on port
// 3000, or on PORT, takes deliveries at /webhook and shows GET /metrics. Keep that path off the internet.
import { subscribe } from 'node:diagnostics_channel'
import { createServer } from 'node:http'
import { Counter, Histogram, register } from 'prom-client'
import { createWebhookHandler } from 'webhook-verifier'
import { toNodeHandler } from 'webhook-verifier/node'

const deliveries = new Counter({ name: 'webhook_deliveries_total', help: 'Deliveries by outcome', labelNames: ['kind', 'of'] })
const durations = new Histogram({ name: 'webhook_duration_seconds', help: 'From the request to the end of the work', labelNames: ['of'] })

// A message has no secret, no signature and no part of the body. Its replayKey is left out, because each value would be a series.
subscribe('webhook-verifier', (message) => {
  const { kind, type, code, durationMs } = /** @type {any} */ (message)
  deliveries.inc({ kind, of: type ?? code ?? '' })
  if (durationMs !== undefined) durations.observe({ of: type }, durationMs / 1000)
})

const webhook = toNodeHandler(
  createWebhookHandler({
    secret: process.env.WEBHOOK_SECRET,
    onEvent: ({ data }) => console.log(`${data.id} is ready at ${data.output_url}`),
    onRejected: ({ code, message, hint = '' }) => console.error(`refused: ${code}: ${message}. ${hint}`)
  })
)

const server = createServer(async (req, res) => {
  if (req.url !== '/metrics') return webhook(req, res)
  res.writeHead(200, { 'content-type': register.contentType }).end(await register.metrics())
})
server.listen(process.env.PORT ?? 3000, () => console.log(`listening on http://localhost:${server.address().port}`))
