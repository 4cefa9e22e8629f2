// Deliveries to look at, signed when they are chosen. Each mistake is made the way people make it.
import { signWebhook } from 'webhook-verifier'
import { jobCompleted, jobError, jobFailed, jobStarted } from 'webhook-verifier/testing'
import { asCurl, asHttp, type TextDelivery } from '../lib/display/formats.ts'

export const EXAMPLE_SECRET = 'whsec_example_not_a_real_one'
const TARGET = 'https://app.example/webhook'
const SECOND = 1000
const MINUTE = 60 * SECOND

export interface Example {
  title: string
  paste(): string
  /** The configured secret, where it is not the sender's. */
  secret?: string
  /** How far the server's clock is off, in milliseconds. */
  clock?: number
}

interface Payload {
  event: string
  data: { id: string }
}

/** A signed delivery, `age` milliseconds old. */
function delivery(payload: Payload, { age = 20 * SECOND, secret = EXAMPLE_SECRET } = {}): TextDelivery {
  const body = JSON.stringify(payload)
  const timestamp = new Date(Date.now() - age).toISOString()
  const headers = {
    'X-Webhook-Event': payload.event,
    'X-Webhook-Delivery-Id': `dlv_${payload.data.id.slice('job_'.length)}`,
    'X-Webhook-Timestamp': timestamp,
    'X-Webhook-Signature': signWebhook(body, timestamp, secret)
  }
  return { headers, body }
}

const completed = () => delivery(jobCompleted({ id: 'job_7f3a9c21' }))
const failed = () => delivery(jobFailed({ id: 'job_51be04d7', error: jobError('insufficient_credits') }))

/** The delivery as HTTP, with a change on its way. */
const changed = (make: () => TextDelivery, change: (delivery: TextDelivery) => Partial<TextDelivery>) => (): string => {
  const given = make()
  return asHttp(TARGET, { ...given, ...change(given) })
}

const withHeader =
  (name: string, change: (value: string) => string) =>
  ({ headers }: TextDelivery) => ({ headers: { ...headers, [name]: change(headers[name] ?? '') } })

function asHar(): string {
  const { headers, body } = delivery(jobStarted({ id: 'job_c0ffee11' }))
  const lines = Object.entries(headers).map(([name, value]) => ({ name, value }))
  const request = { method: 'POST', url: TARGET, headers: lines, postData: { mimeType: 'application/json', text: body } }
  return JSON.stringify({ log: { version: '1.2', entries: [{ startedDateTime: new Date().toISOString(), request }] } }, null, 2)
}

const http = () => asHttp(TARGET, completed())

export const EXAMPLES: readonly Example[] = [
  { title: 'Genuine: a completed job', paste: http },
  { title: 'Genuine: a failed job, as curl', paste: () => asCurl(TARGET, failed()) },
  { title: 'Genuine: a started job, as HAR', paste: asHar },
  {
    title: 'Mistake: the body was parsed and serialized again',
    paste: changed(completed, ({ body }) => ({ body: JSON.stringify(JSON.parse(body), null, 2) }))
  },
  { title: 'Mistake: a newline was added to the body', paste: changed(completed, ({ body }) => ({ body: `${body}\n` })) },
  { title: 'Mistake: a newline at the end of the secret', paste: http, secret: `${EXAMPLE_SECRET}\n` },
  { title: 'Mistake: quotes around the secret', paste: http, secret: `"${EXAMPLE_SECRET}"` },
  { title: 'Mistake: the variable name in front of the secret', paste: http, secret: `WEBHOOK_SECRET=${EXAMPLE_SECRET}` },
  { title: 'Mistake: the secret of another endpoint', paste: http, secret: 'whsec_of_another_endpoint' },
  {
    title: 'Mistake: an uppercase signature',
    paste: changed(
      completed,
      withHeader('X-Webhook-Signature', (text) => text.slice(0, 7) + text.slice(7).toUpperCase())
    )
  },
  {
    title: 'Mistake: a signature without its prefix',
    paste: changed(
      completed,
      withHeader('X-Webhook-Signature', (text) => text.slice('sha256='.length))
    )
  },
  {
    title: 'Mistake: the timestamp was reformatted',
    paste: changed(
      completed,
      withHeader('X-Webhook-Timestamp', (text) => text.replace(/Z$/, '+00:00'))
    )
  },
  { title: 'Mistake: the server’s clock is ten minutes ahead', paste: http, clock: 10 * MINUTE },
  {
    title: 'Late: a copy of an hour ago',
    paste: () => asHttp(TARGET, delivery(jobCompleted({ id: 'job_7f3a9c21' }), { age: 63 * MINUTE }))
  },
  {
    title: 'Forged: another event in a header',
    paste: changed(
      failed,
      withHeader('X-Webhook-Event', () => 'job.completed')
    )
  }
]
