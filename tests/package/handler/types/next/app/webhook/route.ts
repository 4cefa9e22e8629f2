// Next.js: a handler is a route's POST as it is. Secrets are not there when routes are evaluated at build time.
import { after } from 'next/server'
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'

export const POST = createWebhookHandler({
  verifier: () => new WebhookVerifier(process.env['WEBHOOK_SECRET'] ?? ''),
  acknowledge: 'before',
  waitUntil: after,
  on: { 'job.completed': (event) => console.log(event.data.output_url) }
})
