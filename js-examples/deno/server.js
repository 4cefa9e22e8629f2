// A receiver on Deno. Run it: `deno install`, then `WEBHOOK_SECRET=… deno task start`; it listens on port 8000, or where
// DENO_SERVE_ADDRESS says.
import { WebhookError, WebhookVerifier } from 'webhook-verifier'

const verifier = new WebhookVerifier({ secrets: Deno.env.get('WEBHOOK_SECRET') })

Deno.serve(receive)

/** A refusal is a status and no more, so that a forger learns nothing; the reason goes to the log. */
async function receive(request) {
  try {
    await handle(await verifier.verifyRequest(request))
    return new Response(null, { status: 200 })
  } catch (error) {
    const refused = error instanceof WebhookError
    console.error(refused ? `refused: ${error.code}: ${error.message}` : error)
    return new Response(null, { status: refused ? error.status : 500 })
  }
}

/** What it throws is a 500, and the sender tries again. */
async function handle(event) {
  if (event.type === 'job.completed') console.log(`${event.data.id} is ready at ${event.data.output_url}`)
  else console.log(`${event.name} of ${event.data.id}`)
}
