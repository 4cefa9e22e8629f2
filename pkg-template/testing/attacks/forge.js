// Where attacks are made: from a delivery that was captured, or from nothing.
import { signWebhook, WebhookVerifier } from 'webhook-verifier'
import { jobCompleted } from '../payloads.js'
import { signedDelivery } from '../signed.js'

/** To HMAC, which fills a key up with zeros to a block (RFC 2104, section 2), one zero byte is the empty key. */
export const EMPTY_KEY = /* @__PURE__ */ new Uint8Array(1)

export class Forge {
  constructor(secret, now) {
    // As strict about its secret as the endpoint: a bad setting would make half of the attacks genuine.
    new WebhookVerifier({ secret }).dispose()
    this.secret = secret
    this.now = now
    const signs = (key) => signWebhook('', now, key)
    if (signs(secret) === signs(EMPTY_KEY)) throw new TypeError('the secret is, to HMAC, the empty key: anyone can sign with it')
  }

  /** Of a key that may happen to be the secret. */
  isOther(key) {
    return signWebhook('', this.now, key) !== signWebhook('', this.now, this.secret)
  }

  /** A genuine delivery that was never delivered, of the present or of another moment. */
  captured({ payload = jobCompleted(), now = this.now } = {}) {
    return signedDelivery({ payload, secret: this.secret, now })
  }

  /** The same with other headers, also by a function of the right ones; one that is undefined is left out. */
  capturedWith(changes, options) {
    const { headers, body } = this.captured(options)
    return { headers: withHeaders(headers, typeof changes === 'function' ? changes(headers) : changes), body }
  }

  /** The same with another body. */
  capturedAs(change, options) {
    const { headers, body } = this.captured(options)
    return { headers, body: change(body) }
  }

  /** Signed in earnest, whatever the body, the text of the timestamp, and the key. */
  signed({ body = this.captured().body, timestamp = this.now.toISOString(), key = this.secret, headers = {} } = {}) {
    const signature = signWebhook(body, timestamp, key)
    const own = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }
    return { headers: withHeaders(this.captured().headers, { ...own, ...headers }), body }
  }
}

/** Attacks of one kind: who can make them, and what an endpoint impact that accepts one. */
export const group = (kind, attacker, impact, list) =>
  list.map(([name, delivery, expect, more]) => ({ name: `${kind}: ${name}`, ...delivery, expect, attacker, impact, ...more }))

export function withHeaders(headers, changes) {
  const entries = Object.entries({ ...headers, ...changes })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}
