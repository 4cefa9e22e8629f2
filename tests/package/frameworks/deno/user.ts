// The code of a user of Deno. Compiles only with the package's types.
import { verifyWebhook, type WebhookEvent, WebhookVerifier } from 'webhook-verifier'

const verifier = new WebhookVerifier('k')
Deno.serve(async (request) => {
  const event: WebhookEvent = await verifier.verifyRequest(request)
  const known: boolean = verifyWebhook(event.rawBody, event.timestamp, event.signature, 'k')
  return new Response(known ? event.type : event.name)
})

// @ts-expect-error a number is no secret
verifyWebhook('', '', '', 1)
