// A receiver on plain node:http. Run it: `npm install`, then `WEBHOOK_SECRET=… npm start`; it listens on port 3000, or on PORT.
import { createServer } from 'node:http'
import { WebhookVerifier } from 'webhook-verifier'

const verifier = new WebhookVerifier({ secrets: process.env.WEBHOOK_SECRET })

const server = createServer(async (request, response) => {
  // A sender that hangs up, or work that fails, is a 500 for one delivery and not the end of the server.
  const status = await receive(request).catch((error) => (console.error(`failed: ${error.message}`), 500))
  response.writeHead(status).end()
  request.resume()
})

async function receive(request) {
  const result = verifier.safeVerify({ headers: request.headers, body: await readBody(request) })
  if (result.ok) await handle(result.event)
  else console.error(`refused: ${result.error.code}: ${result.error.message}`)
  return result.ok ? 200 : result.error.status
}

async function handle(event) {
  if (event.type === 'job.completed') console.log(`${event.data.id} is ready at ${event.data.output_url}`)
  else if (event.type === 'job.failed') console.log(`${event.data.id} failed: ${event.error?.code}`)
  else console.log(`${event.name} of ${event.data.id}`)
}

/** The raw bytes, and no more of them than it takes for the verifier to say that they are too many. */
async function readBody(request, limit = 1048576) {
  const pieces = []
  let length = 0
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    pieces.push(piece)
    if ((length += piece.length) > limit) break
  }
  return Buffer.concat(pieces)
}

server.listen(process.env.PORT ?? 3000, () => console.log(`listening on http://localhost:${server.address().port}`))
