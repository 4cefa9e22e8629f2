// A captured delivery, changed. No signed byte may change, and the boundary between timestamp and body
// may not move.
import type { WebhookErrorCode } from '../../index.ts'
import { jobFailed, jobStarted } from '../payloads.ts'
import type { AttackDelivery, SignedDeliveryOptions, TestDelivery, TestPayload } from '../types.ts'
import { type Case, type Forge, group } from './forge.ts'

const TIMESTAMP = 'x-webhook-timestamp'

export function tampered(forge: Forge): AttackDelivery[] {
  const refused = (name: string, delivery: TestDelivery, expect: WebhookErrorCode = 'signature_mismatch'): Case => [name, delivery, expect]
  const stamped = (name: string, stamp: (text: string) => string, expect?: WebhookErrorCode): Case =>
    refused(
      name,
      forge.capturedWith(({ [TIMESTAMP]: text }) => at(stamp(text))),
      expect
    )
  const changed = (name: string, change: (body: string) => string | Uint8Array, payload?: SignedDeliveryOptions['payload']): Case =>
    refused(name, forge.capturedAs(change, { payload }))
  return [
    ...group('changed', 'eavesdropper', 'what was signed can be changed', [
      changed('another output_url', (body) => body.replace('https://cdn.', 'https://evil.')),
      changed('one letter written as an escape', (body) => body.replace('"completed"', '"complete\\u0064"')),
      changed('a byte more: a space', (body) => `${body} `),
      changed('a byte more: a newline', (body) => `${body}\n`),
      changed('a byte less', (body) => body.slice(0, -1)),
      changed('the body left out', () => ''),
      changed("another delivery's body", () => forge.captured().body),
      changed('printed again with two spaces', (body) => JSON.stringify(JSON.parse(body), null, 2)),
      changed("printed again as Python's json does", spaced),
      changed('printed again with its keys sorted', sorted),
      changed('printed again with escapes', (body) => body.replaceAll('/', '\\/')),
      changed('printed on one line', (body) => JSON.stringify(JSON.parse(body)), JSON.stringify(jobStarted(), null, 2)),
      changed('a byte order mark in front', (body) => `\ufeff${body}`)
    ]),
    ...group('changed', 'eavesdropper', 'other bytes pass for those that were signed', [
      changed('U+FFFD for a byte that is not UTF-8', () => withByte(0xef, 0xbf, 0xbd), withByte(0xff)),
      changed('a byte that is not UTF-8 for U+FFFD', () => withByte(0xff), withByte(0xef, 0xbf, 0xbd)),
      changed('a byte that is not UTF-8 for another', () => withByte(0xfe), withByte(0xff))
    ]),
    ...group('changed', 'eavesdropper', 'a captured delivery passes at any time', [
      stamped('another timestamp', () => later(forge.now)),
      stamped('the same moment, in another spelling', (text) => text.replace('Z', '+00:00')),
      stamped('the same moment, without milliseconds', (text) => `${text.slice(0, 19)}Z`),
      refused('boundary moved back', movedBack(forge), 'malformed_timestamp'),
      refused('boundary moved on', movedOn(forge), 'malformed_timestamp'),
      stamped('two timestamps', (text) => `${text}, ${later(forge.now)}`, 'ambiguous_header')
    ]),
    ...group('event header', 'eavesdropper', 'a failed job passes for a completed one', [
      refused('failed for completed', renamed(forge, jobFailed(), 'job.completed'), 'event_mismatch'),
      refused('started for completed', renamed(forge, jobStarted(), 'job.completed'), 'event_mismatch'),
      refused('an unknown name', renamed(forge, jobFailed(), 'job.refunded'), 'event_mismatch'),
      refused('twice, with another name', renamed(forge, jobFailed(), 'job.failed, job.completed'), 'ambiguous_header')
    ])
  ]
}

const at = (text: string): { [TIMESTAMP]: string } => ({ [TIMESTAMP]: text })

const later = (now: Date): string => new Date(now.getTime() + 1000).toISOString()

const renamed = (forge: Forge, payload: TestPayload, event: string): TestDelivery =>
  forge.capturedWith({ 'x-webhook-event': event }, { payload })

const withByte = (...bytes: number[]): Uint8Array => {
  const [before = [], after = []] = ['{"event":"job.completed","data":{"id":"job_', '"}}'].map((text) => new TextEncoder().encode(text))
  return Uint8Array.of(...before, ...bytes, ...after)
}

const spaced = (body: string): string => body.replaceAll('":', '": ').replaceAll(',"', ', "')

function sorted(body: string): string {
  const { event, data } = JSON.parse(body)
  return JSON.stringify({ data: Object.fromEntries(Object.entries(data).sort()), event })
}

/** `…00.123Z` and `.{…` are also `…00` and `.123Z.{…`: a time without a zone, and a body that begins with digits. */
function movedBack(forge: Forge): TestDelivery {
  const { headers, body } = forge.captured()
  const [time = '', fraction] = headers[TIMESTAMP].split('.')
  return { headers: { ...headers, ...at(time) }, body: `${fraction}.${body}` }
}

/** The other way, to the first point in the body: what is left in front of it is no date at all. */
function movedOn(forge: Forge): TestDelivery {
  const { headers, body } = forge.captured()
  const point = body.indexOf('.')
  const time = `${headers[TIMESTAMP]}.${body.slice(0, point)}`
  return { headers: { ...headers, ...at(time) }, body: body.slice(point + 1) }
}
