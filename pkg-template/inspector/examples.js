// Deliveries to look at, made as the page is opened. The mistakes are real ones, made here as people make them.
import { signWebhook } from 'webhook-verifier'
import { jobCompleted, jobError, jobFailed, jobStarted } from 'webhook-verifier/testing'
import { asCurl, asHttp } from '../lib/display/formats.ts'

export const EXAMPLE_SECRET = 'whsec_example_not_a_real_one'
const URL = 'https://app.example/webhook'
const MINUTE = 60_000

/** A signed delivery, `age` milliseconds old. */
function delivery(payload, { age = 20_000, secret = EXAMPLE_SECRET } = {}) {
  const body = JSON.stringify(payload)
  const timestamp = new Date(Date.now() - age).toISOString()
  const headers = {
    'X-Webhook-Event': payload.event,
    'X-Webhook-Delivery-Id': `dlv_${payload.data.id.slice(4)}`,
    'X-Webhook-Timestamp': timestamp,
    'X-Webhook-Signature': signWebhook(body, timestamp, secret)
  }
  return { headers, body }
}

const completed = () => jobCompleted({ id: 'job_7f3a9c21' })
const failed = () => jobFailed({ id: 'job_51be04d7', error: jobError('insufficient_credits') })

function printedAgain() {
  const { headers, body } = delivery(completed())
  return asHttp(URL, { headers, body: JSON.stringify(JSON.parse(body), null, 2) })
}

function renamed() {
  const { headers, body } = delivery(failed())
  return asHttp(URL, { headers: { ...headers, 'X-Webhook-Event': 'job.completed' }, body })
}

function shouted() {
  const { headers, body } = delivery(completed())
  const [scheme, digits] = headers['X-Webhook-Signature'].split('=')
  return asHttp(URL, { headers: { ...headers, 'X-Webhook-Signature': `${scheme}=${digits.toUpperCase()}` }, body })
}

function har() {
  const { headers, body } = delivery(jobStarted({ id: 'job_c0ffee11' }))
  const lines = Object.entries(headers).map(([name, value]) => ({ name, value }))
  const request = { method: 'POST', url: URL, headers: lines, postData: { mimeType: 'application/json', text: body } }
  return JSON.stringify({ log: { version: '1.2', entries: [{ startedDateTime: new Date().toISOString(), request }] } }, null, 2)
}

export const EXAMPLES = [
  { title: 'Genuine: a completed job', paste: () => asHttp(URL, delivery(completed())) },
  { title: 'Genuine: a failed job, as curl', paste: () => asCurl(URL, delivery(failed())) },
  { title: 'Genuine: a started job, as HAR', paste: har },
  { title: 'Mistake: the body was printed again', paste: printedAgain },
  { title: 'Mistake: a newline in the secret', paste: () => asHttp(URL, delivery(completed(), { secret: `${EXAMPLE_SECRET}\n` })) },
  { title: 'Mistake: an upper-case signature', paste: shouted },
  { title: 'Late: a copy of an hour ago', paste: () => asHttp(URL, delivery(completed(), { age: 63 * MINUTE })) },
  { title: 'Forged: another event in a header', paste: renamed }
]
