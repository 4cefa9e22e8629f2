import { createWebhookHandler } from 'webhook-verifier'

const handler = createWebhookHandler({ secrets: Deno.env.get('WEBHOOK_SECRET') ?? '', onEvent: (event) => console.log(event.data.id) })
Deno.serve(handler)
Deno.serve({ port: 0 }, handler)
export default { fetch: handler } satisfies Deno.ServeDefaultExport
