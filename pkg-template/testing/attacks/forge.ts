// Where attacks are made: from a delivery that was captured, or from nothing.
import { signWebhook, WebhookVerifier } from 'webhook-verifier'
import type { Secret, WebhookErrorCode } from '../../index.ts'
import { jobCompleted } from '../payloads.ts'
import { signedDelivery } from '../signed.ts'
import type { AttackDelivery, Attacker, SignedDeliveryOptions, TestDelivery } from '../types.ts'

/** To HMAC, which fills a key up with zeros to a block (RFC 2104, section 2), one zero byte is the empty key. */
export const EMPTY_KEY: Uint8Array = /* @__PURE__ */ new Uint8Array(1)

/** The parts of a case that are its own; `more` replaces those of its group. */
export type Case = readonly [
  name: string,
  delivery: TestDelivery,
  expect: WebhookErrorCode,
  more?: { method?: string; attacker?: Attacker } | undefined
]

export interface SignedHeaders {
  'x-webhook-timestamp': string
  'x-webhook-signature': string
  [name: string]: string
}

/** A captured delivery; its body is text unless its payload was bytes. */
export interface Captured {
  headers: SignedHeaders
  body: string
}

export type HeaderChanges = { readonly [name: string]: string | undefined }

interface CaptureOptions {
  payload?: SignedDeliveryOptions['payload'] | undefined
  now?: Date | undefined
}

interface SigningParts {
  body?: string | Uint8Array
  timestamp?: string
  key?: Secret
  headers?: HeaderChanges
}

export class Forge {
  readonly secret: Secret
  readonly now: Date

  constructor(secret: Secret, now: Date) {
    // As strict about its secret as the endpoint: a bad setting would make half of the attacks genuine.
    new WebhookVerifier({ secret }).dispose()
    this.secret = secret
    this.now = now
    const signs = (key: Secret) => signWebhook('', now, key)
    if (signs(secret) === signs(EMPTY_KEY)) throw new TypeError('the secret is, to HMAC, the empty key: anyone can sign with it')
  }

  /** Of a key that may happen to be the secret. */
  isOther(key: Secret): boolean {
    return signWebhook('', this.now, key) !== signWebhook('', this.now, this.secret)
  }

  /** A genuine delivery that was never delivered, of the present or of another moment. */
  captured({ payload = jobCompleted(), now = this.now }: CaptureOptions = {}): Captured {
    return signedDelivery({ payload, secret: this.secret, now }) as Captured
  }

  /** The same with other headers, also by a function of the right ones; one that is undefined is left out. */
  capturedWith(
    changes: HeaderChanges | ((headers: SignedHeaders) => HeaderChanges),
    options?: CaptureOptions
  ): TestDelivery & { body: string } {
    const { headers, body } = this.captured(options)
    return { headers: withHeaders(headers, typeof changes === 'function' ? changes(headers) : changes), body }
  }

  /** The same with another body. */
  capturedAs(change: (body: string) => string | Uint8Array, options?: CaptureOptions): TestDelivery {
    const { headers, body } = this.captured(options)
    return { headers, body: change(body) }
  }

  /** Signed in earnest, whatever the body, the text of the timestamp, and the key. */
  signed({
    body = this.captured().body,
    timestamp = this.now.toISOString(),
    key = this.secret,
    headers = {}
  }: SigningParts = {}): TestDelivery {
    const signature = signWebhook(body, timestamp, key)
    const own = { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }
    return { headers: withHeaders(this.captured().headers, { ...own, ...headers }), body }
  }
}

/** Attacks of one kind: the party that can make them, and the consequence for an endpoint that accepts one. */
export const group = (kind: string, attacker: Attacker, impact: string, list: readonly Case[]): AttackDelivery[] =>
  list.map(([name, delivery, expect, more]) => ({ name: `${kind}: ${name}`, ...delivery, expect, attacker, impact, ...more }))

function withHeaders(headers: TestDelivery['headers'], changes: HeaderChanges): TestDelivery['headers'] {
  const entries = Object.entries({ ...headers, ...changes })
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
