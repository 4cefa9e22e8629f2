// A case of deliveries.json: its parts, and the check of what a verifier says to it.
import { ok, same } from './expect.mjs'
import { isRefusal } from './refusals.mjs'
import { bytesOf } from './shapes.mjs'

/** @import { BodyCase, Deliveries, DeliveryCase, HeaderLines, Library, SecretCase } from './cases.d.ts' */

/** @param {BodyCase} parts */
export function bodyOf({ body = '', bodyBase64 }) {
  return bodyBase64 === undefined ? body : Uint8Array.from(atob(bodyBase64), (letter) => letter.charCodeAt(0))
}

/**
 * Options as WebhookVerifier takes them.
 * @param {Pick<DeliveryCase, 'options'>} delivery
 * @param {Pick<Deliveries, 'secret' | 'now'>} usual
 */
export function optionsOf({ options = {} }, { secret, now }) {
  const { now: clock = now, secrets = secret, ...numbers } = options
  return { ...numbers, now: () => new Date(clock), secrets: Array.isArray(secrets) ? secrets.map(entryOf) : secrets }
}

/** @param {SecretCase} entry */
function entryOf({ notAfter, ...entry }) {
  if (entry.id === undefined) return entry.secret
  return notAfter === undefined ? entry : { ...entry, notAfter: new Date(notAfter) }
}

/**
 * `judge` returns the event or throws.
 * @param {Library} library
 * @param {DeliveryCase} each
 * @param {Deliveries} deliveries
 * @param {() => any} judge
 */
export async function checkDelivery(library, each, deliveries, judge) {
  let event
  let error
  try {
    event = await judge()
  } catch (refusal) {
    error = refusal
  }
  if (each.expect.code) {
    ok(error, `passed instead of ${each.expect.code}`)
    return isRefusal(library, error, each.expect.code, privatesOf(each, deliveries))
  }
  if (error) throw error
  checkEvent(event, each)
}

/**
 * @param {DeliveryCase} delivery
 * @param {Deliveries} deliveries
 */
function privatesOf({ headers, body, options }, { secret }) {
  const secrets = options?.secrets?.map((entry) => entry.secret) ?? [secret]
  const signatures = headers.filter(([name, value]) => /signature/i.test(name) && value.length > 8).map(([, value]) => value)
  return [...secrets, ...signatures, ...(body && body.length > 16 ? [body] : [])]
}

const KEYS = [
  ...['data', 'idempotencyKey', 'keyId', 'name', 'payload', 'replayKey', 'signature', 'signedAt', 'timestamp'],
  ...['type', 'typeSigned', 'unsigned']
]

/**
 * @param {any} event
 * @param {DeliveryCase} delivery
 */
function checkEvent(event, { headers, expect, ...each }) {
  ok(expect.event, 'the case expects neither a code nor an event')
  const { error, data, dataJson, keyId, signedAt, unsigned, ...fields } = expect.event
  for (const [name, value] of Object.entries(fields)) same(event[name], value, name)
  same(event.data, dataJson === undefined ? data : JSON.parse(dataJson), 'data')
  same(event.keyId, keyId ?? undefined, 'keyId')
  same(event.signedAt.toISOString(), signedAt, 'signedAt')
  if (unsigned) same(event.unsigned, unsigned, 'unsigned')
  same(pick(event.error), error ?? undefined, 'error')
  same(event.timestamp, firstCopy(headers, 'x-webhook-timestamp'), 'timestamp')
  same(event.signature, firstCopy(headers, 'x-webhook-signature'), 'signature')
  same(
    Object.keys(event)
      .filter((key) => key !== 'error')
      .sort(),
    KEYS,
    'keys'
  )
  checkBody(event, bytesOf(bodyOf(each)))
}

/**
 * The vectors name the text members of the error only.
 * @param {object | undefined} error
 */
function pick(error) {
  if (!error) return error
  const texts = Object.entries(error).filter(([key, value]) => /^(code|message|request_id)$/.test(key) && typeof value === 'string')
  return Object.fromEntries(texts)
}

/**
 * @param {HeaderLines} headers
 * @param {string} wanted
 */
function firstCopy(headers, wanted) {
  const [, value] = headers.find(([name]) => name.toLowerCase() === wanted) ?? []
  return value?.split(',')[0]
}

/**
 * @param {any} event
 * @param {Uint8Array} bytes
 */
function checkBody(event, bytes) {
  same(event.payload, JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)), 'payload')
  same(event.rawBody, bytes, 'rawBody')
  same(Object.keys(event).includes('rawBody'), false, 'whether rawBody is enumerable')
}
