// Well signed, with a key that is not the secret. The first ones are what a setting that is missing turns into, and what
// people write there for the time being.
import { signWebhook } from 'webhook-verifier'
import type { Secret, WebhookErrorCode } from '../../index.ts'
import type { AttackDelivery, TestDelivery } from '../types.ts'
import { type Case, EMPTY_KEY, type Forge, group } from './forge.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const ANYBODYS: readonly (readonly [name: string, key: Uint8Array])[] = [
  ['empty', EMPTY_KEY],
  ['a space', bytes(' ')],
  ['a newline', bytes('\n')],
  ["'undefined'", bytes('undefined')],
  ["'null'", bytes('null')],
  ["'[object Object]'", bytes('[object Object]')],
  ["'[object Promise]'", bytes('[object Promise]')],
  ["'false'", bytes('false')],
  ["'true'", bytes('true')],
  ["'0'", bytes('0')],
  ["'NaN'", bytes('NaN')],
  ["'secret'", bytes('secret')],
  ["'changeme'", bytes('changeme')],
  ["'test'", bytes('test')],
  ['another secret', bytes('whsec_of_somebody_else')]
]
const FORM = 'application/x-www-form-urlencoded'
const PROTO = '{"__proto__":{"isAdmin":true},"event":"job.completed","data":{"id":"job_1","__proto__":{"status":"completed"}}}'

export function keys(forge: Forge): AttackDelivery[] {
  const key = bytes('whsec_of_somebody_else')
  const refused = (name: string, delivery: TestDelivery, expect: WebhookErrorCode = 'signature_mismatch'): Case => [name, delivery, expect]
  const form = { 'content-type': FORM }
  const anybodys = group('key', 'anyone', 'anyone can sign any event', [
    ...ANYBODYS.filter(([, key]) => forge.isOther(key)).map(([name, key]) => refused(name, forge.signed({ key }))),
    refused('none, and 64 zeros for a signature', forge.capturedWith({ 'x-webhook-signature': `sha256=${'0'.repeat(64)}` })),
    refused('another secret, as a form', forge.signed({ key, headers: form })),
    refused('another secret, with __proto__', forge.signed({ key, body: PROTO })),
    refused('none, and a byte more than 1 MiB', { ...forge.captured(), body: filled(1_048_577) }, 'body_too_large')
  ])
  const senders = group('key', 'sender', 'two messages or two keys pass for one', [
    refused('the secret and a newline', forge.signed({ key: withNewline(forge.secret) })),
    refused('the secret, over the body alone', bodyAlone(forge))
  ])
  return [...anybodys, ...senders]
}

function withNewline(secret: Secret): Uint8Array {
  const key = typeof secret === 'string' ? bytes(secret) : secret
  return Uint8Array.of(...key, 10)
}

/** The scheme of many other providers: an HMAC without the timestamp, which an attacker can then choose. */
function bodyAlone(forge: Forge): TestDelivery {
  const { headers, body } = forge.captured()
  // Signed is `timestamp.body`: split at its first point, a body is such a message too.
  const at = body.indexOf('.')
  return { headers: { ...headers, 'x-webhook-signature': signWebhook(body.slice(at + 1), body.slice(0, at), forge.secret) }, body }
}

function filled(length: number): string {
  const [before, after] = ['{"event":"job.completed","data":{"id":"', '"}}'] as const
  return before + 'x'.repeat(length - before.length - after.length) + after
}
