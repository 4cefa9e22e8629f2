// Signed in earnest, of the present, and no JSON object in UTF-8 that every reader reads alike. Who can write into a job's
// fields at the sender may get such a body signed.
import { group } from './forge.js'

const DEPTH = 100_000
const EVENT = '"event":"job.completed"'
const DATA = '"data":{"id":"job_1","status":"completed"}'
const UTF8 = [0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]
const SURROGATE = [0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d]
const UTF16 = [0xff, 0xfe, 0x7b, 0, 0x7d, 0]

export function payloads(forge) {
  const refused = ([name, body]) => [`signed: ${name}`, forge.signed({ body, headers: { 'x-webhook-event': undefined } }), 'malformed_payload']
  const doubt = [
    ['the event twice', `{"event":"job.failed",${EVENT},${DATA}}`],
    ['the data twice', `{${EVENT},"data":{"id":"job_2"},${DATA}}`],
    ['a key twice, once with an escape', `{${EVENT},"dat\\u0061":{"id":"job_2"},${DATA}}`],
    ['a byte order mark', `\ufeff{${EVENT},${DATA}}`],
    ['a byte that is no UTF-8', Uint8Array.from(UTF8)],
    ['half a surrogate pair', Uint8Array.from(SURROGATE)],
    ['UTF-16', Uint8Array.from(UTF16)],
    ['a comment', `{${EVENT},${DATA}/**/}`],
    ['a comma too many', `{${EVENT},${DATA},}`],
    ['NaN', `{${EVENT},${DATA},"credits":NaN}`],
    ['a form', 'event=job.completed&data[id]=job_1'],
    ['two bodies', `{${EVENT},${DATA}}{${EVENT},${DATA}}`],
  ]
  const crashes = [
    ['an empty body', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '1'],
    ['a text', '"job.completed"'],
    ['the beginning of a body', `{${EVENT}`],
    ['100,000 lists, one in the other', `{${EVENT},"data":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`],
  ]
  return [
    ...group('sender', 'two readers of one body see two events', doubt.map(refused)),
    ...group('sender', 'a body that is no event reaches the code behind the signature', crashes.map(refused)),
  ]
}
