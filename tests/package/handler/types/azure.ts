import { app, type HttpRequest } from '@azure/functions'
import { createWebhookHandler, WebhookVerifier, type WebhookEvent } from 'webhook-verifier'

const handler = createWebhookHandler({
  secrets: process.env['WEBHOOK_SECRET'],
  onEvent: (event, { platform }) => console.log(event.name, platform[0])
})
app.http('webhook', { methods: ['POST'], authLevel: 'anonymous', handler })
app.http('webhook', { methods: ['POST'], handler: (request, context) => handler(request, context) })

const verifier = new WebhookVerifier(process.env['WEBHOOK_SECRET'])
export const verify = (request: HttpRequest): Promise<WebhookEvent> => verifier.verifyRequest(request)
