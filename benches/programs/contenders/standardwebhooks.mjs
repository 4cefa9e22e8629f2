// standardwebhooks, its own scheme: id, timestamp and body, base64.
import { JOB } from '../bodies.mjs'
import { passes } from './equal.mjs'
import { COMMON } from './headers.mjs'

/** @import { Body, Signed, Signer } from '../../figures.d.ts' */

export const name = 'standardwebhooks'

/**
 * Without its JSON.parse.
 * @param {string} secret
 */
export const check = (secret) =>
  contender(
    secret,
    (/** @type {Signer} */ webhook, /** @type {{ body: Body, headers: Record<string, string> }} */ { body, headers }) => (
      webhook.verify(body, headers, { jsonParse: false }), true
    )
  )

/** @param {string} secret */
export const full = (secret) =>
  contender(
    secret,
    (/** @type {Signer} */ webhook, /** @type {{ body: Body, headers: Record<string, string> }} */ { body, headers }) =>
      webhook.verify(body, headers).data.id === JOB,
    COMMON
  )

/**
 * @param {string} secret
 * @param {(webhook: Signer, delivery: Signed) => boolean} verify
 * @param {object} [more]
 */
async function contender(secret, verify, more) {
  const { Webhook } = await import('standardwebhooks')
  const webhook = new Webhook(secret, { format: 'raw' })
  return {
    sign(/** @type {Body} */ body, /** @type {string} */ time) {
      const date = new Date(time)
      const own = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(date.getTime() / 1000)) }
      return { body, headers: { ...more, ...own, 'webhook-signature': webhook.sign('msg_1', date, body) } }
    },
    verify: (/** @type {Signed} */ delivery) => passes(() => verify(webhook, delivery))
  }
}
