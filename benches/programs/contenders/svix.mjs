// svix, its own scheme. Its verify returns nothing: users parse the body that passed.
import { JOB } from '../bodies.mjs'
import { passes } from './equal.mjs'
import { COMMON } from './headers.mjs'

export const name = 'svix'

export const check = (secret) => contender(secret, (webhook, { body, headers }) => (webhook.verify(body, headers), true))

export const full = (secret) =>
  contender(secret, (webhook, { body, headers }) => (webhook.verify(body, headers), JSON.parse(body.toString()).data.id === JOB), COMMON)

async function contender(secret, verify, more) {
  const { Webhook } = await import('svix')
  const webhook = new Webhook(secret, { format: 'raw' })
  return {
    sign(body, time) {
      const date = new Date(time)
      const own = { 'svix-id': 'msg_1', 'svix-timestamp': String(Math.floor(date.getTime() / 1000)) }
      return { body, headers: { ...more, ...own, 'svix-signature': webhook.sign('msg_1', date, body) } }
    },
    verify: (delivery) => passes(() => verify(webhook, delivery))
  }
}
