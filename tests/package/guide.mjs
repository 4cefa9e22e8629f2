// The provider's documented snippet as it is in the guide, and a sender of the same algorithm: nothing of ours.
import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * @param {string} rawBody
 * @param {string | undefined} timestamp
 * @param {string | undefined} signature
 * @param {string} secret
 */
export function guideVerify(rawBody, timestamp, signature, secret) {
  const expected = 'sha256=' + createHmac('sha256', secret).update(`${timestamp}.${rawBody}`).digest('hex')
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature || ''))
}

/**
 * Signs bytes as they are.
 * @param {Buffer | string | Uint8Array} rawBody
 * @param {string} timestamp
 * @param {string | Uint8Array | Buffer} secret
 */
export function sign(rawBody, timestamp, secret) {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest('hex')}`
}

export const TIME = '2026-01-01T00:00:00.000Z'
export const now = () => new Date(TIME)

/** A delivery of the moment that `now` names. */
/**
 * @param {any} secret
 * @param {any} [body]
 * @param {string} [time]
 */
export function delivery(secret, body = '{"event":"job.completed","data":{"id":"job_1"}}', time = TIME) {
  return { headers: { 'x-webhook-timestamp': time, 'x-webhook-signature': sign(body, time, secret) }, body }
}
