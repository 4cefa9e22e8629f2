// stripe, its own scheme. Its packages for other runtimes than Node have asynchronous functions only.
import { JOB } from '../bodies.mjs'
import { passes, passesLater } from './equal.mjs'
import { COMMON } from './headers.mjs'

export const name = 'stripe'

/** The signature alone. */
export const check = (secret) =>
  contender(secret, {
    now: ({ signature }, { body, headers }) => signature.verifyHeader(body, headers['stripe-signature'], secret),
    later: ({ signature }, { body, headers }) => signature.verifyHeaderAsync(body, headers['stripe-signature'], secret)
  })

export const full = (secret) =>
  contender(secret, {
    now: (webhooks, { body, headers }) => webhooks.constructEvent(body, headers['stripe-signature'], secret).data.id === JOB,
    later: async (webhooks, { body, headers }) => {
      const event = await webhooks.constructEventAsync(body, headers['stripe-signature'], secret)
      return event.data.id === JOB
    },
    more: COMMON
  })

/** @param {string} secret
 * @param {{ now: any, later: any, more?: object }} ways */
async function contender(secret, { now, later, more }) {
  const { default: Stripe } = await import('stripe')
  const { webhooks } = new Stripe('sk_test_1')
  const asynchronous = !passes(() => webhooks.generateTestHeaderString({ payload: '{}', secret }))
  return {
    asynchronous,
    async sign(payload, time) {
      const timestamp = Math.floor(new Date(time).getTime() / 1000)
      const header = { payload, secret, timestamp }
      const signature = asynchronous ? await webhooks.generateTestHeaderStringAsync(header) : webhooks.generateTestHeaderString(header)
      return { body: payload, headers: { ...more, 'stripe-signature': signature } }
    },
    verify: asynchronous ? (delivery) => passesLater(() => later(webhooks, delivery)) : (delivery) => passes(() => now(webhooks, delivery))
  }
}
