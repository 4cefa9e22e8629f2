// The sender: what is right, before somebody makes a mistake.
import { isUtf8 } from 'node:buffer'
import { createHmac } from 'node:crypto'

export const SECRET = 'whsec_Zm9vYmFyMTIz-q7'
export const TIME = '2026-01-01T00:00:00.000Z'
export const NOW = '2026-01-01T00:00:10.000Z'
export const PAYLOAD = {
  event: 'job.completed',
  data: { id: 'job_1', status: 'completed', output_url: 'https://cdn.example/f%C3%A9te.webm?a=1&b=2', text_prompt: 'la fête <à> 10 €' }
}
export const COMPACT = JSON.stringify(PAYLOAD)

/** HMAC-SHA256 of node:crypto; the project's own is not asked. */
export const hmac = (message, key = SECRET, algorithm = 'sha256') => createHmac(algorithm, key).update(message)
export const signatureOf = (message, key) => `sha256=${hmac(message, key).digest('hex')}`

export const messageOf = (body, time = TIME) => Buffer.concat([Buffer.from(`${time}.`), Buffer.from(body)])

/** Header lines of a delivery of this body, signed as documented unless `message` or `signature` say otherwise. */
export function headersOf(
  body,
  { key = SECRET, time = TIME, message = messageOf(body, time), signature = signatureOf(message, key) } = {}
) {
  return [
    ['X-Webhook-Event', 'job.completed'],
    ['X-Webhook-Delivery-Id', 'dlv_1'],
    ['X-Webhook-Timestamp', time],
    ['X-Webhook-Signature', signature]
  ]
}

/** Names whose value is another. */
export const changed = (lines, values) =>
  lines.flatMap(([name, value]) => {
    const other = name in values ? values[name] : value
    return other === undefined ? [] : [[name, other]]
  })

/**
 * A case: what was received, and what the diagnosis has to say: the codes that are proved, those that are likely, and `unexplained` alone with no certainty.
 * `body` is text or bytes, `given` says what else there was instead of a body.
 */
export function mistake(name, { body = COMPACT, headers = headersOf(body), secrets = [SECRET], proved = [], likely = [], none, ...more }) {
  const raw = typeof body === 'string' || isUtf8(body) ? { body: String(body) } : { bodyBase64: Buffer.from(body).toString('base64') }
  return { name, headers, ...raw, secrets, ...more, expect: { proved, likely, ...(none && { none }) } }
}
