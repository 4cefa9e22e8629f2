// Genuine deliveries, signed by the package's own signWebhook.
import { signWebhook } from 'webhook-verifier'
import type { Secret } from '../index.ts'
import { rejectUnknown, millisOf, getOwn } from '../lib/verifier/options.ts'
import { isBytes } from '../lib/internal-slots.ts'
import { typeName } from '../lib/verifier/secret.ts'
import { newId } from './names.ts'
import type { FetchRequest, SignedDeliveryOptions, TestDelivery, TestMoment } from './types.ts'

const OPTIONS = ['payload', 'secret', 'now', 'deliveryId']

interface Signing {
  secret: Secret
  now?: TestMoment | undefined
}

/**
 * A delivery as the provider sends it.
 *
 * @param options the payload, the secret, and what is to be other than usual
 * @returns headers with names in lower case, and the body
 * @throws {TypeError} for a payload that is no body, a moment that is none, and a secret that WebhookVerifier would not take
 * @example
 * const { headers, body } = signedDelivery({ payload: jobCompleted(), secret: 'whsec_test' })
 * await fetch('http://localhost:3000/webhook', { method: 'POST', headers, body })
 */
export function signedDelivery(options: SignedDeliveryOptions & { payload: Uint8Array }): TestDelivery
export function signedDelivery(options: SignedDeliveryOptions): { headers: { [name: string]: string }; body: string }
export function signedDelivery(options: SignedDeliveryOptions): TestDelivery {
  const given = checked(options, OPTIONS, 'signedDelivery')
  const payload = getOwn(given, 'payload')
  const body = bodyOf(payload)
  const headers: TestDelivery['headers'] = { 'content-type': 'application/json' }
  const { event } = payload as { event?: unknown }
  if (typeof event === 'string') headers['x-webhook-event'] = event
  headers['x-webhook-delivery-id'] = getOwn(given, 'deliveryId') ?? newId('dlv')
  return signed({ headers, body }, given)
}

/**
 * The same as a Fetch Request.
 *
 * @param url of the endpoint
 * @param options as for {@link signedDelivery}
 * @throws {TypeError} as {@link signedDelivery} does, and for a URL that is none
 */
export function signedRequest(url: string, options: SignedDeliveryOptions): FetchRequest {
  return new Request(url, { method: 'POST', ...signedDelivery(options) })
}

/**
 * Another attempt by a sender that re-signs each: the same delivery id and body, another timestamp.
 *
 * @throws {TypeError} for a moment that is none, and a secret that WebhookVerifier would not take
 */
export function signedRetry<Delivery extends TestDelivery>(
  delivery: Delivery,
  options: { secret: Secret; now?: TestMoment | undefined }
): { headers: { [name: string]: string }; body: Delivery['body'] } {
  return signed({ headers: { ...delivery.headers }, body: delivery.body }, checked(options, ['secret', 'now'], 'signedRetry'))
}

function signed({ headers, body }: TestDelivery, given: Signing): TestDelivery {
  const timestamp = momentOf(getOwn(given, 'now')).toISOString()
  headers['x-webhook-timestamp'] = timestamp
  headers['x-webhook-signature'] = signWebhook(body, timestamp, getOwn(given, 'secret'))
  return { headers, body }
}

/** An object as JSON; a text or bytes, for what no JSON.stringify would print, as they are. */
function bodyOf(payload: unknown): string | Uint8Array {
  if (typeof payload === 'string' || isBytes(payload)) return payload
  if (typeof payload === 'object' && payload !== null) return JSON.stringify(payload)
  throw new TypeError(`payload must be an object, or a body as a string or a Uint8Array, not ${typeName(payload)}`)
}

/** A Date, or a clock as verifiers take one; left out, the present. */
export function momentOf(now: TestMoment | undefined): Date {
  const date: unknown = typeof now === 'function' ? now() : (now ?? new Date())
  if (Number.isFinite(millisOf(date))) return new Date(millisOf(date))
  throw new TypeError(`now must be a valid Date, or a function that returns one, not ${typeName(date)}`)
}

export function checked<Options extends object>(options: Options, names: readonly string[], what: string): Options {
  if (options === null || typeof options !== 'object') throw new TypeError(`${what} takes options, not ${typeName(options)}`)
  rejectUnknown(options, names, 'option')
  return options
}
