// A receiver in Next.js on the edge, as Vercel has it. Run it: `npm install`, `npm run build`, then
// `WEBHOOK_SECRET=… npm start`; deliveries go to /webhook.
import { WebhookError, WebhookVerifier } from 'webhook-verifier'

export const runtime = 'edge'

/** Made at the first delivery: `next build` runs this file too, and has no secret. */
let verifier

/** A refusal is a status and no more, so that a forger learns nothing; the reason goes to the log. */
export async function POST(request) {
  try {
    verifier ??= new WebhookVerifier({ secrets: process.env.WEBHOOK_SECRET })
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
