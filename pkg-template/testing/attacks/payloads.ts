// Signed and current, but not a JSON object in UTF-8 that every parser reads alike. An attacker who can write into a job's
// fields at the sender may get such a body signed.
import { newId } from '../names.ts'
import type { AttackDelivery } from '../types.ts'
import { type Case, type Forge, group } from './forge.ts'

type Row = readonly [name: string, body: string | Uint8Array]

const DEPTH = 100_000
const EVENT = '"event":"job.completed"'
const NO_UTF8 = [0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]
const SURROGATE = [0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d]
const UTF16 = [0xff, 0xfe, 0x7b, 0, 0x7d, 0]

export function payloads(forge: Forge): AttackDelivery[] {
  const data = `"data":{"id":"${newId('job')}","status":"completed"}`
  const refused = ([name, body]: Row): Case => [
    name,
    forge.signed({ body, headers: { 'x-webhook-event': undefined } }),
    'malformed_payload'
  ]
  const doubt: Row[] = [
    ['the event twice', `{"event":"job.failed",${EVENT},${data}}`],
    ['the data twice', `{${EVENT},"data":{"id":"job_2"},${data}}`],
    ['a key twice, once with an escape', `{${EVENT},"dat\\u0061":{"id":"job_2"},${data}}`],
    ['a byte order mark', `\ufeff{${EVENT},${data}}`],
    ['a byte that is no UTF-8', Uint8Array.from(NO_UTF8)],
    ['half a surrogate pair', Uint8Array.from(SURROGATE)],
    ['UTF-16', Uint8Array.from(UTF16)],
    ['a comment', `{${EVENT},${data}/**/}`],
    ['a comma too many', `{${EVENT},${data},}`],
    ['NaN', `{${EVENT},${data},"credits":NaN}`],
    ['a form', 'event=job.completed&data[status]=completed'],
    ['two bodies', `{${EVENT},${data}}{${EVENT},${data}}`]
  ]
  const crashes: Row[] = [
    ['an empty body', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '1'],
    ['a text', '"job.completed"'],
    ['the beginning of a body', `{${EVENT}`],
    ['100,000 lists, one in the other', `{${EVENT},"data":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`]
  ]
  return [
    ...group('body', 'sender', 'two readers of one body see two events', doubt.map(refused)),
    ...group('body', 'sender', 'a body that is not an event reaches the code after the signature check', crashes.map(refused))
  ]
}
