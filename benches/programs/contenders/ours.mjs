// This package.
import { JOB } from '../bodies.mjs'
import { passes } from './equal.mjs'
import { COMMON } from './headers.mjs'

/** @import { MakeWay } from '../../figures.d.ts' */

export const name = 'webhook-verifier'

/**
 * The function that answers as the snippet does, with a secret that repeats.
 * @type {MakeWay}
 */
export async function check(secret) {
  const { signWebhook, verifyWebhook } = await import('webhook-verifier')
  return {
    sign: (body, time) => ({ body, time, signature: signWebhook(body, time, secret) }),
    verify: ({ body, time, signature }) => verifyWebhook(body, time, signature, secret)
  }
}

/** @type {MakeWay} */
export async function full(secret) {
  const { signWebhook, WebhookVerifier } = await import('webhook-verifier')
  const verifier = new WebhookVerifier(secret)
  return {
    sign(body, time) {
      const own = { 'x-webhook-event': 'job.completed', 'x-webhook-delivery-id': 'dlv_1', 'x-webhook-timestamp': time }
      return { body, headers: { ...COMMON, ...own, 'x-webhook-signature': signWebhook(body, time, secret) } }
    },
    verify: (delivery) => passes(() => verifier.verify(delivery).data.id === JOB)
  }
}
