// The event that `sign` and `send` make: from the factories of webhook-verifier/testing, or a body of the user's own.
import { randomUUID } from 'node:crypto'
import { signWebhook } from 'webhook-verifier'
import { bodyOf } from './delivery.js'
import { nearest } from '../lib/nearest.ts'
import { UsageError } from './errors.js'

const EVENTS = ['job.started', 'job.completed', 'job.failed']
const CODES = ['invalid_request', 'invalid_api_key', 'rate_limited', 'insufficient_credits', 'internal_error', 'timeout']

export const EVENT = {
  'event': { type: 'string', value: 'NAME', choices: EVENTS, help: `${EVENTS.join(', ')} (job.completed)` },
  'code': { type: 'string', value: 'CODE', help: `of a job.failed: ${CODES.slice(0, 4).join(', ')}, …` },
  'id': { type: 'string', value: 'ID', help: 'the job’s id (a new one)' },
  'body': { type: 'string', value: 'TEXT', help: 'this body instead of an event' },
  'body-file': { type: 'string', value: 'FILE', help: 'the same from a file; - is standard input' },
  'delivery-id': { type: 'string', value: 'ID', help: 'the delivery’s id (a new one)' }
}

/** Resolves to a function that signs a delivery as of now, each time with the id of a new one. */
export async function senderOf(values, secret, terminal) {
  check(secret)
  for (const name of ['timestamp', 'delivery-id']) checkLine(name, values[name])
  const own = await bodyOf(values, terminal)
  if (own && (values.event ?? values.code ?? values.id) !== undefined) {
    throw new UsageError('give a body or an event, not both')
  }
  const kit = await import('webhook-verifier/testing')
  return () => signed(own ? textOf(own) : eventBody(values, kit), values, secret)
}

function checkLine(name, text = '') {
  // It would begin another header.
  if (/[\u0000-\u001f\u007f]/.test(text)) throw new UsageError(`--${name} has a line end or another control character`)
}

function check(secret) {
  try {
    signWebhook('', '', secret)
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error
  }
}

function signed(body, values, secret) {
  const event = nameIn(body)
  const timestamp = values.timestamp ?? new Date().toISOString()
  const headers = {
    ...(event !== undefined && { 'X-Webhook-Event': event }),
    'X-Webhook-Delivery-Id': values['delivery-id'] ?? `dlv_${randomUUID()}`,
    'X-Webhook-Timestamp': timestamp,
    'X-Webhook-Signature': signWebhook(body, timestamp, secret)
  }
  return { headers, body }
}

/** Text that is no UTF-8 could not be shown or copied as it is. */
function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new UsageError('the body is not UTF-8, which no JSON is')
  }
}

function nameIn(body) {
  try {
    const { event } = JSON.parse(body)
    // What no header can carry stays in the body alone.
    return typeof event === 'string' && /^[!-~]+$/.test(event) ? event : undefined
  } catch {
    return undefined
  }
}

/** A code that nobody knows yet may be meant; one that is nearly known is a slip. */
function checkCode(code) {
  const known = code === undefined || CODES.includes(code) ? undefined : nearest(code, CODES)
  if (known) throw new UsageError(`--code ${code} is none of ${CODES.join(', ')}`, `did you mean ${known}?`)
}

function eventBody(
  { event = 'job.completed', code, id = `job_${randomUUID().slice(0, 8)}` },
  { jobStarted, jobCompleted, jobFailed, jobError }
) {
  if (code !== undefined && event !== 'job.failed') throw new UsageError('--code belongs to --event job.failed')
  checkCode(code)
  const error = code === undefined ? {} : { error: jobError(code) }
  const make = { 'job.started': jobStarted, 'job.completed': jobCompleted, 'job.failed': jobFailed }[event]
  return JSON.stringify(make({ id, ...error }))
}
