// Deliveries changed after they were signed, for `send --tamper`: an endpoint has to refuse each.
import type { TextDelivery } from '../lib/display/formats.ts'
import type { Options } from './command.ts'
import { UsageError } from './errors.ts'

const CHANGES: Record<string, (delivery: TextDelivery) => TextDelivery> = {
  // The same JSON: only the signature tells the two bodies apart.
  body: ({ headers, body }) => ({ headers, body: `${body} ` }),
  signature: (delivery) => withHeader(delivery, 'X-Webhook-Signature', otherDigit),
  timestamp: (delivery) => withHeader(delivery, 'X-Webhook-Timestamp', secondLater),
  event: (delivery) => withHeader(delivery, 'X-Webhook-Event', otherEvent)
}

export const TAMPER: Options = {
  tamper: { type: 'string', value: 'PART', choices: Object.keys(CHANGES), help: 'change body, signature, timestamp or event after signing' }
}

export function tampered(delivery: TextDelivery, part: string | undefined): TextDelivery {
  const change = part === undefined ? undefined : CHANGES[part]
  return change ? change(delivery) : delivery
}

const withHeader = ({ headers, body }: TextDelivery, name: string, change: (value: string) => string): TextDelivery => ({
  headers: { ...headers, [name]: change(headers[name] ?? '') },
  body
})
const otherDigit = (signature: string) => signature.slice(0, -1) + (signature.endsWith('0') ? '1' : '0')
const otherEvent = (event: string) => (event === 'job.started' ? 'job.completed' : 'job.started')

function secondLater(timestamp: string): string {
  const time = Date.parse(timestamp)
  if (Number.isNaN(time))
    throw new UsageError('--tamper timestamp needs a time that it can move', 'leave --timestamp out, or give an RFC 3339 time')
  return new Date(time + 1000).toISOString()
}
