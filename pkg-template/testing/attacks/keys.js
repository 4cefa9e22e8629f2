// Well signed, with a key that is not the secret. The first ones are what a setting that is missing turns into.
import { signWebhook } from 'webhook-verifier'
import { EMPTY_KEY, group } from './forge.js'

const bytes = (text) => new TextEncoder().encode(text)

const ANYBODYS = [
  ['signed with the empty key', EMPTY_KEY],
  ['signed with a space', bytes(' ')],
  ['signed with a newline', bytes('\n')],
  ["signed with 'undefined'", bytes('undefined')],
  ["signed with 'null'", bytes('null')],
  ["signed with '[object Object]'", bytes('[object Object]')],
  ['signed with another key', bytes('whsec_of_somebody_else')],
]
const FORM = 'application/x-www-form-urlencoded'
const PROTO = '{"__proto__":{"isAdmin":true},"event":"job.completed","data":{"id":"job_proto","__proto__":{"status":"completed"}}}'

export function keys(forge) {
  const key = bytes('whsec_of_somebody_else')
  const refused = (name, delivery, expect = 'signature_mismatch') => [name, delivery, expect]
  const form = { 'content-type': FORM }
  const anybodys = group('anyone', 'anybody signs any event', [
    ...ANYBODYS.map(([name, key]) => refused(name, forge.signed({ key }))),
    refused('64 zeros for a signature', forge.capturedWith({ 'x-webhook-signature': `sha256=${'0'.repeat(64)}` })),
    refused('signed with another key, as a form', forge.signed({ key, headers: form })),
    refused('signed with another key, __proto__', forge.signed({ key, body: PROTO })),
    refused('signed with another key, a byte more than 1 MiB', forge.signed({ key, body: filled(1_048_577) }), 'body_too_large'),
  ])
  const senders = group('sender', 'two messages or two keys pass for one', [
    refused('signed with the secret and a newline', forge.signed({ key: withNewline(forge.secret) })),
    refused('the body alone is signed', bodyAlone(forge)),
  ])
  return [...anybodys, ...senders]
}

function withNewline(secret) {
  const key = typeof secret === 'string' ? bytes(secret) : secret
  return Uint8Array.of(...key, 10)
}

/** What many other providers do: an HMAC without the timestamp, which then is anybody's to choose. */
function bodyAlone(forge) {
  const { headers, body } = forge.captured()
  // Signed is `timestamp.body`: split at its first point, a body is such a message too.
  const at = body.indexOf('.')
  return { headers: { ...headers, 'x-webhook-signature': signWebhook(body.slice(at + 1), body.slice(0, at), forge.secret) }, body }
}

function filled(length) {
  const [before, after] = ['{"event":"job.completed","data":{"id":"', '"}}']
  return before + 'x'.repeat(length - before.length - after.length) + after
}
