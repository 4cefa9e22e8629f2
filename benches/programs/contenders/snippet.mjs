// The provider's documented snippet, on the runtime's own node:crypto.

/** @import { MakeWay } from '../../figures.d.ts' */
export const name = 'node:crypto snippet'

/** @type {MakeWay} */
export async function check(secret) {
  const { createHmac, timingSafeEqual } = await import('node:crypto')
  /**
   * @param {string | Uint8Array} body
   * @param {string} time
   */
  const hmac = (body, time) => `sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
  return {
    sign: (body, time) => ({ body, time, signature: hmac(body, time) }),
    verify({ body, time, signature }) {
      const expected = `sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
      return timingSafeEqual(Buffer.from(expected), Buffer.from(signature || ''))
    }
  }
}
