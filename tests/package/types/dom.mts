// With the types of a browser or a Worker: their Request, Headers and WebAssembly fit as they are.
import { parseUnverifiedEvent, WebhookVerifier } from 'webhook-verifier'
import { init } from 'webhook-verifier/slim'

declare const module: WebAssembly.Module

init(module)
const verifier = new WebhookVerifier('k')
const request = new Request('https://receiver.example/', { method: 'POST', body: '{}' })
const event = await verifier.verifyRequest(request)
verifier.verify({ headers: request.headers, body: await request.arrayBuffer() })
parseUnverifiedEvent(event.rawBody, request.headers)

// @ts-expect-error a Response is no Request
verifier.verifyRequest(new Response())
// @ts-expect-error a module that may be missing
init(undefined as WebAssembly.Module | undefined)
