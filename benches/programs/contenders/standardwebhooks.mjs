// standardwebhooks, its own scheme: id, timestamp and body, base64.
import { JOB } from '../bodies.mjs'
import { passes } from './equal.mjs'
import { COMMON } from './headers.mjs'

export const name = 'standardwebhooks'

/** Without its JSON.parse. */
export const check = (secret) =>
  contender(secret, (webhook, { body, headers }) => (webhook.verify(body, headers, { jsonParse: false }), true))

export const full = (secret) => contender(secret, (webhook, { body, headers }) => webhook.verify(body, headers).data.id === JOB, COMMON)

async function contender(secret, verify, more) {
  const { Webhook } = await import('standardwebhooks')
  const webhook = new Webhook(secret, { format: 'raw' })
  return {
    sign(body, time) {
      const date = new Date(time)
      const own = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(date.getTime() / 1000)) }
      return { body, headers: { ...more, ...own, 'webhook-signature': webhook.sign('msg_1', date, body) } }
    },
    verify: (delivery) => passes(() => verify(webhook, delivery))
  }
}
