// The provider's documented function, and its inverse for tests.
import { BODY_BYTES, DONE } from '../contract/abi.ts'
import { acquire, type Instance, release } from '../wasm/instance.ts'
import { toBody } from './body.ts'
import { Secret, typeName } from './secret.ts'
import type { Body, HeaderValue, Secret as SecretValue } from './types.ts'

const SIGNATURE_LENGTH = 71
const SIGNATURE_PLACE = 1

/** The last secret that was a string, so that the usual one is hashed once. */
let last: { text?: string; secret?: Secret } = {}

/**
 * The drop-in for the provider's documented snippet: same arguments, same answer, on every runtime.
 *
 * Where the snippet throws because of what a sender sent (a missing, short, long or non-ASCII signature), the answer is
 * `false`. Reads no clock: an old delivery always verifies. {@link WebhookVerifier} checks the time as well.
 *
 * @param rawBody the body as it arrived; bytes are hashed as they are, never decoded
 * @param timestamp the `X-Webhook-Timestamp` header
 * @param signature the `X-Webhook-Signature` header
 * @param secret the signing secret
 * @returns whether the body was signed with the secret
 * @throws {TypeError} for a body that was parsed already, and for an empty or missing secret
 */
export function verifyWebhook(rawBody: Body, timestamp: HeaderValue, signature: HeaderValue, secret: SecretValue): boolean {
  const body = toBody(rawBody)
  const time = headerText(timestamp, 'timestamp')
  const claimed = headerText(signature, 'signature')
  const instance = acquire()
  const key = select(instance, secret)
  const isVerified = time !== null && isSigned(instance, time, body, claimed)
  leave(instance, key)
  return isVerified
}

/**
 * Signs a body as the provider does, for tests.
 *
 * @param rawBody the body to sign
 * @param timestamp a Date, or the text of the `X-Webhook-Timestamp` header
 * @param secret the signing secret
 * @returns the `X-Webhook-Signature` header: `sha256=` and 64 lowercase hex digits
 * @throws {TypeError} for an invalid Date, a body that was parsed already, and an empty or missing secret
 */
export function signWebhook(rawBody: Body, timestamp: string | Date, secret: SecretValue): string {
  const body = toBody(rawBody)
  const time = timeText(timestamp)
  const instance = acquire()
  const key = select(instance, secret)
  instance.wasm.begin_mac(0)
  hash(instance, time, body)
  instance.wasm.finish_mac()
  const signature = instance.read(SIGNATURE_LENGTH)
  leave(instance, key)
  return signature
}

function isSigned(instance: Instance, time: string, body: string | Uint8Array, claimed: string | null): boolean {
  const { wasm } = instance
  const spelling = instance.writeHeader(claimed, SIGNATURE_PLACE)
  if (!spelling || !wasm.begin_mac(spelling)) return false
  hash(instance, time, body)
  return wasm.finish_mac() === DONE
}

function hash(instance: Instance, time: string, body: string | Uint8Array): void {
  const { update } = instance.wasm
  const length = instance.writeMessage(time, body)
  if (length <= BODY_BYTES) update(length)
  else {
    instance.feed(`${time}.`, update)
    instance.feed(body, update)
  }
}

/** Bytes can change between two calls, so only a string is remembered. */
function select(instance: Instance, value: unknown): Secret {
  const key = typeof value === 'string' ? rememberedSecret(instance, value) : new Secret(instance, value, 'secret')
  key.select(instance)
  return key
}

function rememberedSecret(instance: Instance, text: string): Secret {
  if (last.secret && text === last.text) return last.secret
  const before = last.secret
  const secret = new Secret(instance, text, 'secret')
  last = { text, secret }
  before?.wipe(instance)
  return secret
}

function leave(instance: Instance, key: Secret): void {
  if (key !== last.secret) key.wipe(instance)
  release(instance)
}

function headerText(value: unknown, name: string): string | null {
  if (typeof value === 'string') return value
  if (value === null || value === undefined || Array.isArray(value)) return null
  throw new TypeError(`${name} must be a header's value, a string, not ${typeName(value)}`)
}

function timeText(timestamp: unknown): string {
  if (typeof timestamp === 'string') return timestamp
  try {
    return Date.prototype.toISOString.call(timestamp as Date)
  } catch {
    throw new TypeError(`timestamp must be a string or a valid Date, not ${typeName(timestamp)}`)
  }
}
