// WebCrypto of the runtime, with a key that was imported once. It takes one piece of bytes.

/** @import { Body, MakeWay } from '../../figures.d.ts' */
export const name = 'WebCrypto'
export const asynchronous = true

/** @type {MakeWay} */
export async function check(secret) {
  const { subtle } = globalThis.crypto
  const encoder = new TextEncoder()
  const hash = { name: 'HMAC', hash: 'SHA-256' }
  const key = await subtle.importKey('raw', encoder.encode(secret), hash, false, ['sign', 'verify'])
  return {
    async sign(body, time) {
      const mac = await subtle.sign('HMAC', key, encoder.encode(`${time}.${body}`))
      return { body, time, signature: `sha256=${Buffer.from(mac).toString('hex')}` }
    },
    verify: ({ body, time, signature }) => subtle.verify('HMAC', key, Buffer.from(signature.slice(7), 'hex'), message(encoder, time, body))
  }
}

/**
 * @param {TextEncoder} encoder
 * @param {string} time
 * @param {Body} body
 */
function message(encoder, time, body) {
  if (typeof body === 'string') return encoder.encode(`${time}.${body}`)
  const bytes = new Uint8Array(time.length + 1 + body.length)
  encoder.encodeInto(`${time}.`, bytes)
  bytes.set(body, time.length + 1)
  return bytes
}
