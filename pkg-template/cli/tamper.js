// Deliveries changed after they were signed, for `send --tamper`: an endpoint has to refuse each.
import { UsageError } from './errors.js'

const CHANGES = {
  // Still the same JSON, as only the signature may tell the two bodies apart.
  body: ({ headers, body }) => ({ headers, body: `${body} ` }),
  signature: (delivery) => withHeader(delivery, 'X-Webhook-Signature', otherDigit(delivery.headers['X-Webhook-Signature'])),
  timestamp: (delivery) => withHeader(delivery, 'X-Webhook-Timestamp', secondLater(delivery.headers['X-Webhook-Timestamp'])),
  event: (delivery) => withHeader(delivery, 'X-Webhook-Event', otherEvent(delivery.headers['X-Webhook-Event']))
}

export const TAMPER = {
  tamper: { type: 'string', value: 'PART', choices: Object.keys(CHANGES), help: 'change body, signature, timestamp or event after signing' }
}

export const tampered = (delivery, part) => (part === undefined ? delivery : CHANGES[part](delivery))

const withHeader = ({ headers, body }, name, value) => ({ headers: { ...headers, [name]: value }, body })
const otherDigit = (signature) => signature.slice(0, -1) + (signature.endsWith('0') ? '1' : '0')
const otherEvent = (event) => (event === 'job.started' ? 'job.completed' : 'job.started')

function secondLater(timestamp) {
  const time = Date.parse(timestamp)
  if (Number.isNaN(time))
    throw new UsageError('--tamper timestamp needs a time that it can move', 'leave --timestamp out, or give an RFC 3339 time')
  return new Date(time + 1000).toISOString()
}
