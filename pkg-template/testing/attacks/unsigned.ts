// Deliveries of anyone who knows the URL: without a signature, or without its timestamp.
import type { AttackDelivery, TestDelivery } from '../types.ts'
import { type Case, type Forge, group, type HeaderChanges } from './forge.ts'

const UNSIGNED = { 'x-webhook-timestamp': undefined, 'x-webhook-signature': undefined }
const FORM = 'application/x-www-form-urlencoded'
const MULTIPART =
  '--b\r\ncontent-disposition: form-data; name="payload"\r\n\r\n{"event":"job.completed","data":{"id":"job_1"}}\r\n--b--\r\n'

export function unsigned(forge: Forge): AttackDelivery[] {
  const bare = (changes?: HeaderChanges) => forge.capturedWith({ ...UNSIGNED, ...changes })
  const refused = (name: string, delivery: TestDelivery, more?: Case[3]): Case => [name, delivery, 'missing_header', more]
  return [
    ...group('unsigned', 'anyone', 'anyone can make up any event', [
      refused('no signature and no timestamp', bare()),
      refused('no signature', forge.capturedWith({ 'x-webhook-signature': undefined })),
      refused('an empty signature', forge.capturedWith({ 'x-webhook-signature': '' })),
      refused('no headers but the type', { ...forge.captured(), headers: { 'content-type': 'application/json' } }),
      refused('as a form', bare({ 'content-type': FORM })),
      refused('as text', bare({ 'content-type': 'text/plain' })),
      refused('as XML', bare({ 'content-type': 'application/xml' })),
      refused('as multipart', { ...bare({ 'content-type': 'multipart/form-data; boundary=b' }), body: MULTIPART }),
      refused('an empty body', { ...bare(), body: '' }),
      refused('no JSON', { ...bare(), body: '{' }),
      refused('PUT', bare(), { method: 'PUT' }),
      refused('PATCH', bare(), { method: 'PATCH' }),
      refused('DELETE', bare(), { method: 'DELETE' }),
      refused('GET', { ...bare({ 'content-type': undefined }), body: '' }, { method: 'GET' })
    ]),
    ...group('unsigned', 'eavesdropper', 'a captured delivery passes at any time', [
      refused('no timestamp', forge.capturedWith({ 'x-webhook-timestamp': undefined })),
      refused('an empty timestamp', forge.signed({ timestamp: '' }), { attacker: 'sender' })
    ])
  ]
}
