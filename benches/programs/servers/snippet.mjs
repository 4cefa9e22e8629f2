// The provider's documented snippet and JSON.parse, patched so that no request crashes it.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { SECRETS } from '../secret.mjs'

/** @import { Body } from '../../figures.d.ts' */

/**
 * Returns a function of a request's headers and bytes that returns the status of the answer.
 * @param {number} secretCount
 */
export function snippet(secretCount) {
  const secrets = SECRETS.slice(0, secretCount)
  /**
   * @param {Body} body
   * @param {string | undefined} timestamp
   * @param {string | undefined} signature
   */
  const isGenuine = (body, timestamp, signature) =>
    secrets.some((secret) => {
      const expected = Buffer.from('sha256=' + createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex'))
      const received = Buffer.from(signature || '')
      return expected.length === received.length && timingSafeEqual(expected, received)
    })
  return (/** @type {(name: string) => string | undefined} */ header, /** @type {Body} */ body) => {
    if (!isGenuine(body, header('x-webhook-timestamp'), header('x-webhook-signature'))) return 401
    return JSON.parse(/** @type {string} */ (body)).data.id ? 204 : 400
  }
}
