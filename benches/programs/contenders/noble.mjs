// @noble/hashes, with the key as bytes and one piece of bytes for the message, as its README shows.
import { equalBytes } from './equal.mjs'

/** @import { Body, MakeWay } from '../../figures.d.ts' */

export const name = '@noble/hashes'

/** @type {MakeWay} */
export async function check(secret) {
  const [{ hmac }, { sha256 }, utils] = await Promise.all([
    import('@noble/hashes/hmac.js'),
    import('@noble/hashes/sha2.js'),
    import('@noble/hashes/utils.js')
  ])
  const { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } = utils
  const key = utf8ToBytes(secret)
  /**
   * @param {string} time
   * @param {Body} body
   */
  const message = (time, body) => (typeof body === 'string' ? utf8ToBytes(`${time}.${body}`) : concatBytes(utf8ToBytes(`${time}.`), body))
  /**
   * @param {Body} body
   * @param {string} time
   */
  const mac = (body, time) => hmac(sha256, key, message(time, body))
  return {
    sign: (body, time) => ({ body, time, signature: `sha256=${bytesToHex(mac(body, time))}` }),
    verify: ({ body, time, signature }) => equalBytes(mac(body, time), hexToBytes(signature.slice(7)))
  }
}
