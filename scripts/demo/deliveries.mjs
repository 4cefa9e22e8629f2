// The deliveries of the demo. Signed here with node:crypto and the provider's documented algorithm, not with our code.
import { createHmac } from 'node:crypto'

/** @import { OutgoingHttpHeaders } from 'node:http' */

/**
 * `code` is what the receiver's log must say of a refusal, `says` of an accepted event; of a `copy` it says nothing.
 * @typedef {{ name: string, body: string, headers: OutgoingHttpHeaders, code?: string, says?: string, copy?: boolean }} Delivery
 */

/**
 * @param {string} event
 * @param {object} data
 */
const job = (event, data) => JSON.stringify({ event, data })
const completed = job('job.completed', { id: 'job_1', status: 'completed', output_url: 'https://cdn.example/job_1.webm' })
const failed = job('job.failed', {
  id: 'job_2',
  status: 'failed',
  error: { code: 'insufficient_credits', message: 'Not enough credits', request_id: 'req_9' }
})
/** @param {number} seconds */
const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString()

/**
 * @param {string} secret
 * @returns {Delivery[]}
 */
export function deliveries(secret) {
  const sign = (/** @type {string} */ timestamp, /** @type {string} */ body, key = secret) =>
    `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`
  /**
   * @param {string} body
   * @param {{ timestamp?: string, key?: string } & OutgoingHttpHeaders} parts
   * @returns {{ body: string, headers: OutgoingHttpHeaders }}
   */
  const send = (body, { timestamp = at(0), key, ...headers } = {}) => ({
    body,
    headers: {
      'content-type': 'application/json',
      'x-webhook-event': /"event":"([^"]*)"/.exec(body)?.[1] ?? 'job.completed',
      'x-webhook-delivery-id': 'dlv_1',
      'x-webhook-timestamp': timestamp,
      'x-webhook-signature': sign(timestamp, body, key),
      ...headers
    }
  })
  const now = at(0)
  const once = send(completed)
  const genuine = sign(now, completed)
  const [seconds = '', fraction] = now.split('.')

  return [
    { name: 'job started', says: 'job.started of job_1', ...send(job('job.started', { id: 'job_1', status: 'processing' })) },
    { name: 'job completed', says: 'job_1 is ready', ...once },
    { name: 'the same again', copy: true, ...once },
    { name: 'job failed', says: 'insufficient_credits', ...send(failed) },
    { name: 'an event of next year', says: 'job.archived of job_3', ...send(job('job.archived', { id: 'job_3', new_field: [1] })) },
    { name: 'signed with another key', code: 'signature_mismatch', ...send(completed, { key: 'guessed' }) },
    { name: 'signed with the empty key', code: 'signature_mismatch', ...send(completed, { key: '' }) },
    {
      name: 'one byte of the body changed',
      code: 'signature_mismatch',
      headers: send(completed).headers,
      body: failed.replace('failed', 'fooled')
    },
    { name: 'signed an hour ago', code: 'timestamp_too_old', ...send(completed, { timestamp: at(-3600) }) },
    { name: 'signed an hour ahead', code: 'timestamp_in_future', ...send(completed, { timestamp: at(3600) }) },
    {
      name: 'timestamp moved into the body',
      code: 'malformed_timestamp',
      ...send(`${fraction}.${completed}`, { 'x-webhook-timestamp': seconds, 'x-webhook-signature': genuine })
    },
    {
      name: 'timestamp that only Date.parse reads',
      code: 'malformed_timestamp',
      ...send(completed, { timestamp: new Date().toUTCString().replace(',', '') })
    },
    { name: 'event header swapped', code: 'event_mismatch', ...send(failed, { 'x-webhook-event': 'job.completed' }) },
    { name: 'two signature headers', code: 'ambiguous_header', ...send(completed, { 'x-webhook-signature': [genuine, sign(now, 'x')] }) },
    { name: 'no signature', code: 'missing_header', ...send(completed, { 'x-webhook-signature': undefined }) },
    { name: 'short signature', code: 'malformed_signature', ...send(completed, { 'x-webhook-signature': 'sha256=abc' }) },
    {
      name: 'signature in upper case',
      code: 'malformed_signature',
      ...send(completed, { timestamp: now, 'x-webhook-signature': genuine.toUpperCase() })
    },
    { name: 'empty body', code: 'malformed_payload', ...send('') },
    { name: 'broken JSON', code: 'malformed_payload', ...send(completed.slice(0, -1)) },
    { name: 'one key twice', code: 'malformed_payload', ...send('{"event":"job.completed","data":{"id":"a","\\u0069d":"b"}}') },
    { name: 'gzip announced', code: 'unsupported_encoding', ...send(completed, { 'content-encoding': 'gzip' }) },
    { name: '2 MB body', code: 'body_too_large', ...send(job('job.completed', { id: 'x'.repeat(2e6) })) }
  ]
}
