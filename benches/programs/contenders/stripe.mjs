// stripe, its own scheme. Its packages for other runtimes than Node have asynchronous functions only.
import { JOB } from '../bodies.mjs'
import { passes, passesLater } from './equal.mjs'
import { COMMON } from './headers.mjs'

/** @import { Body, Signed, Signer } from '../../figures.d.ts' */

export const name = 'stripe'

/**
 * The signature alone.
 * @param {string} secret
 */
export const check = (secret) =>
  contender(secret, {
    now: (
      /** @type {{ signature: Signer }} */ { signature },
      /** @type {{ body: Body, headers: Record<string, string> }} */ { body, headers }
    ) => signature.verifyHeader(body, headers['stripe-signature'], secret),
    later: (
      /** @type {{ signature: Signer }} */ { signature },
      /** @type {{ body: Body, headers: Record<string, string> }} */ { body, headers }
    ) => signature.verifyHeaderAsync(body, headers['stripe-signature'], secret)
  })

/** @param {string} secret */
export const full = (secret) =>
  contender(secret, {
    now: (/** @type {Signer} */ webhooks, /** @type {{ body: Body, headers: Record<string, string> }} */ { body, headers }) =>
      webhooks.constructEvent(body, headers['stripe-signature'], secret).data.id === JOB,
    later: async (/** @type {Signer} */ webhooks, /** @type {{ body: Body, headers: Record<string, string> }} */ { body, headers }) => {
      const event = await webhooks.constructEventAsync(body, headers['stripe-signature'], secret)
      return event.data.id === JOB
    },
    more: COMMON
  })

/**
 * @param {string} secret
 * @param {{ now: (webhooks: Signer, delivery: Signed) => boolean, later: (webhooks: Signer, delivery: Signed) => Promise<boolean>, more?: object }} ways
 */
async function contender(secret, { now, later, more }) {
  const { default: Stripe } = await import('stripe')
  const { webhooks } = new Stripe('sk_test_1')
  const asynchronous = !passes(() => webhooks.generateTestHeaderString({ payload: '{}', secret }))
  return {
    asynchronous,
    async sign(/** @type {Body} */ payload, /** @type {string} */ time) {
      const timestamp = Math.floor(new Date(time).getTime() / 1000)
      const header = { payload, secret, timestamp }
      const signature = asynchronous ? await webhooks.generateTestHeaderStringAsync(header) : webhooks.generateTestHeaderString(header)
      return { body: payload, headers: { ...more, 'stripe-signature': signature } }
    },
    verify: asynchronous
      ? (/** @type {Signed} */ delivery) => passesLater(() => later(webhooks, delivery))
      : (/** @type {Signed} */ delivery) => passes(() => now(webhooks, delivery))
  }
}
