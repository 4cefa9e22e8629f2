// hash-wasm, with one hasher that is used again and again.
import { equalText } from './equal.mjs'

/** @import { Body, MakeWay } from '../../figures.d.ts' */

export const name = 'hash-wasm'

/** @type {MakeWay} */
export async function check(secret) {
  const { createHMAC, createSHA256 } = await import('hash-wasm')
  const hasher = await createHMAC(createSHA256(), secret)
  /**
   * @param {Body} body
   * @param {string} time
   */
  const hmac = (body, time) => `sha256=${hasher.init().update(`${time}.`).update(body).digest('hex')}`
  return {
    sign: (body, time) => ({ body, time, signature: hmac(body, time) }),
    verify: ({ body, time, signature }) => equalText(hmac(body, time), signature)
  }
}
