// Genuine deliveries, signed by the package's own signWebhook.
import { signWebhook } from 'webhook-verifier'
import { rejectUnknown, millisOf, getOwn } from '../lib/verifier/options.ts'
import { isBytes } from '../lib/internal-slots.ts'
import { typeName } from '../lib/verifier/secret.ts'
import { newId } from './names.js'

const OPTIONS = ['payload', 'secret', 'now', 'deliveryId']

/** As the provider sends it: `{ headers, body }`. */
export function signedDelivery(options) {
  const given = checked(options, OPTIONS, 'signedDelivery')
  const payload = getOwn(given, 'payload')
  const body = bodyOf(payload)
  const headers = { 'content-type': 'application/json' }
  if (typeof payload.event === 'string') headers['x-webhook-event'] = payload.event
  headers['x-webhook-delivery-id'] = getOwn(given, 'deliveryId') ?? newId('dlv')
  return signed({ headers, body }, given)
}

export function signedRequest(url, options) {
  return new Request(url, { method: 'POST', ...signedDelivery(options) })
}

/** The same delivery by a sender that re-signs each attempt: another timestamp, the same id and body. */
export function signedRetry(delivery, options) {
  return signed({ headers: { ...delivery.headers }, body: delivery.body }, checked(options, ['secret', 'now'], 'signedRetry'))
}

function signed({ headers, body }, given) {
  const timestamp = momentOf(getOwn(given, 'now')).toISOString()
  headers['x-webhook-timestamp'] = timestamp
  headers['x-webhook-signature'] = signWebhook(body, timestamp, getOwn(given, 'secret'))
  return { headers, body }
}

/** An object as JSON; a text or bytes, for what no JSON.stringify would print, as they are. */
function bodyOf(payload) {
  if (typeof payload === 'string' || isBytes(payload)) return payload
  if (typeof payload === 'object' && payload !== null) return JSON.stringify(payload)
  throw new TypeError(`payload must be an object, or a body as a string or a Uint8Array, not ${typeName(payload)}`)
}

/** A Date, or a clock as verifiers take one; left out, the present. */
export function momentOf(now) {
  const date = typeof now === 'function' ? now() : (now ?? new Date())
  if (Number.isFinite(millisOf(date))) return new Date(millisOf(date))
  throw new TypeError(`now must be a valid Date, or a function that returns one, not ${typeName(date)}`)
}

export function checked(options, names, what) {
  if (options === null || typeof options !== 'object') throw new TypeError(`${what} takes options, not ${typeName(options)}`)
  rejectUnknown(options, names, 'option')
  return options
}
