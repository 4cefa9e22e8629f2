// With the DOM's types, as in browsers and workers.
import { parseUnverifiedEvent, WebhookVerifier } from 'webhook-verifier'

const verifier = new WebhookVerifier('k')
const request = new Request('https://receiver.example/', { method: 'POST', body: '{}' })
const event = await verifier.verifyRequest(request)
verifier.verify({ headers: request.headers, body: await request.arrayBuffer() })
parseUnverifiedEvent(event.rawBody, request.headers)

// @ts-expect-error a Response is no Request
verifier.verifyRequest(new Response())
