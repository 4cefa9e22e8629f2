// Cloudflare Workers: a handler is a fetch function as it is.
import { createWebhookHandler, WebhookVerifier } from 'webhook-verifier'

interface Env {
  WEBHOOK_SECRET: string
}

export default {
  fetch: createWebhookHandler({
    verifier: (request, env: Env) => new WebhookVerifier(env.WEBHOOK_SECRET),
    on: {
      'job.completed': (event, { request, waitUntil }) => waitUntil(fetch(event.data.output_url ?? request.url)),
      'job.failed': (event, { platform: [env, ctx] }) => ctx.waitUntil(fetch(`https://example.com/${env.WEBHOOK_SECRET.length}`))
    }
  })
} satisfies ExportedHandler<Env>
