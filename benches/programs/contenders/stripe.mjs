// stripe, its own scheme. Outside of Node its package has asynchronous functions only.
import { JOB } from '../bodies.mjs'
import { passes } from './equal.mjs'
import { COMMON } from './headers.mjs'

export const name = 'stripe'

/** The signature alone. */
export const check = (secret) =>
  contender(secret, ({ signature }, { body, headers }) => signature.verifyHeader(body, headers['stripe-signature'], secret))

export const full = (secret) =>
  contender(secret, (webhooks, { body, headers }) => webhooks.constructEvent(body, headers['stripe-signature'], secret).data.id === JOB, COMMON)

async function contender(secret, verify, more) {
  const { default: Stripe } = await import('stripe')
  const { webhooks } = new Stripe('sk_test_1')
  return {
    sign(payload, time) {
      const timestamp = Math.floor(new Date(time) / 1000)
      return { body: payload, headers: { ...more, 'stripe-signature': webhooks.generateTestHeaderString({ payload, secret, timestamp }) } }
    },
    verify: (delivery) => passes(() => verify(webhooks, delivery)),
  }
}
