// The deliveries that `sign` and `send` make: from the factories of webhook-verifier/testing, or a body of the user's own.
import { randomUUID } from 'node:crypto'
import { signWebhook } from 'webhook-verifier'
import { EVENT_TYPES } from '../lib/contract/events.ts'
import type { TextDelivery } from '../lib/display/formats.ts'
import { nearest } from '../lib/nearest.ts'
import type { Options, Values } from './command.ts'
import { readBody } from './delivery.ts'
import { UsageError } from './errors.ts'
import type { Terminal } from './terminal.ts'

const EVENTS: readonly string[] = EVENT_TYPES.filter((type) => type !== 'unknown')
const CODES = ['invalid_request', 'invalid_api_key', 'rate_limited', 'insufficient_credits', 'internal_error', 'timeout']

export const EVENT: Options = {
  'event': { type: 'string', value: 'NAME', choices: EVENTS, help: `${EVENTS.join(', ')} (job.completed)` },
  'code': { type: 'string', value: 'CODE', help: `error code of a job.failed: ${CODES.slice(0, 4).join(', ')}, …` },
  'id': { type: 'string', value: 'ID', help: 'the job’s id (a new one)' },
  'body': { type: 'string', value: 'TEXT', help: 'this body instead of an event' },
  'body-file': { type: 'string', value: 'FILE', help: 'the same from a file; - is standard input' },
  'delivery-id': { type: 'string', value: 'ID', help: 'the delivery’s id (a new one)' }
}

type Kit = typeof import('webhook-verifier/testing')

/** Resolves to a function that signs a delivery at the current time, with a new delivery id for each call. */
export async function makeSigner(values: Values, secret: string, terminal: Terminal): Promise<() => TextDelivery> {
  checkSecret(secret)
  for (const name of ['timestamp', 'delivery-id'] as const) checkLine(name, values[name])
  const own = await readBody(values, terminal)
  if (own && (values.event ?? values.code ?? values.id) !== undefined) {
    throw new UsageError('give a body or an event, not both')
  }
  const kit = await import('webhook-verifier/testing')
  return () => signed(own ? decodeBody(own) : eventBody(values, kit), values, secret)
}

function checkLine(name: string, text = ''): void {
  // It would begin another header.
  if (/[\u0000-\u001f\u007f]/.test(text)) throw new UsageError(`--${name} has a line end or another control character`)
}

function checkSecret(secret: string): void {
  try {
    signWebhook('', '', secret)
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error
  }
}

function signed(body: string, values: Values, secret: string): TextDelivery {
  const event = eventIn(body)
  const timestamp = values.timestamp ?? new Date().toISOString()
  const headers = {
    ...(event !== undefined && { 'X-Webhook-Event': event }),
    'X-Webhook-Delivery-Id': values['delivery-id'] ?? `dlv_${randomUUID()}`,
    'X-Webhook-Timestamp': timestamp,
    'X-Webhook-Signature': signWebhook(body, timestamp, secret)
  }
  return { headers, body }
}

/** Bytes that are not UTF-8 could not be shown or copied exactly. */
function decodeBody(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new UsageError('the body is not UTF-8, as JSON must be')
  }
}

function eventIn(body: string): string | undefined {
  try {
    const { event } = JSON.parse(body)
    // A name that no header can carry stays in the body alone.
    return typeof event === 'string' && /^[!-~]+$/.test(event) ? event : undefined
  } catch {
    return undefined
  }
}

/** An unknown code may be meant; one that is nearly a known one is a typo. */
function checkCode(code: string | undefined): void {
  const known = code === undefined || CODES.includes(code) ? undefined : nearest(code, CODES)
  if (known) throw new UsageError(`--code ${code} is not one of ${CODES.join(', ')}`, `did you mean ${known}?`)
}

function eventBody({ event = 'job.completed', code, id = `job_${randomUUID().slice(0, 8)}` }: Values, kit: Kit): string {
  if (code !== undefined && event !== 'job.failed') throw new UsageError('--code belongs to --event job.failed')
  checkCode(code)
  if (event === 'job.started') return JSON.stringify(kit.jobStarted({ id }))
  if (event === 'job.completed') return JSON.stringify(kit.jobCompleted({ id }))
  return JSON.stringify(kit.jobFailed({ id, ...(code !== undefined && { error: kit.jobError(code) }) }))
}
