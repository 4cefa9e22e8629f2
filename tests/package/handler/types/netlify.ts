import type { Config, Context } from '@netlify/functions'
import { createWebhookHandler } from 'webhook-verifier'

const handler = createWebhookHandler({ secrets: 'k', acknowledge: 'before', onEvent: (event) => console.log(event.data.id) })
export default handler
export const config: Config = { path: '/webhook' }
handler satisfies (request: Request, context: Context) => Promise<Response>
