// The provider's documented function, and its inverse for tests.
import { bodyOf } from './body.js'
import { BODY_BYTES } from '../wasm/memory-layout.js'
import { DONE, give, take } from '../wasm/instance.js'
import { describe, Secret } from './secret.js'

const SIGNATURE_LENGTH = 71
const SIGNATURE_PLACE = 1

/** The last secret that was a string, so that the usual one is hashed once. */
let last = {}

export function verifyWebhook(rawBody, timestamp, signature, secret) {
  const body = bodyOf(rawBody)
  const time = headerText(timestamp, 'timestamp')
  const claimed = headerText(signature, 'signature')
  const instance = take()
  const key = choose(instance, secret)
  const verified = time !== null && isSigned(instance, time, body, claimed)
  leave(instance, key)
  return verified
}

export function signWebhook(rawBody, timestamp, secret) {
  const body = bodyOf(rawBody)
  const time = timeText(timestamp)
  const instance = take()
  const key = choose(instance, secret)
  instance.wasm.open_message(0)
  hash(instance, time, body)
  instance.wasm.close_message()
  const signature = instance.read(SIGNATURE_LENGTH)
  leave(instance, key)
  return signature
}

function isSigned(instance, time, body, claimed) {
  const { wasm } = instance
  const spelling = instance.writeHeader(claimed, SIGNATURE_PLACE)
  if (!spelling || !wasm.open_message(spelling)) return false
  hash(instance, time, body)
  return wasm.close_message() === DONE
}

function hash(instance, time, body) {
  const { update } = instance.wasm
  const length = instance.writeMessage(time, body)
  if (length <= BODY_BYTES) return update(length)
  instance.feed(`${time}.`, update)
  instance.feed(body, update)
}

/** Bytes can change between two calls, so only a string is remembered. */
function choose(instance, value) {
  const key = typeof value === 'string' ? keyOf(instance, value) : new Secret(instance, value, 'secret')
  key.choose(instance)
  return key
}

function keyOf(instance, text) {
  if (text !== last.text) {
    const before = last.secret
    last = { text, secret: new Secret(instance, text, 'secret') }
    before?.wipe(instance)
  }
  return last.secret
}

function leave(instance, key) {
  if (key !== last.secret) key.wipe(instance)
  give(instance)
}

function headerText(value, name) {
  if (typeof value === 'string') return value
  if (value === null || value === undefined || Array.isArray(value)) return null
  throw new TypeError(`${name} must be a header's value, a string, not ${describe(value)}`)
}

function timeText(timestamp) {
  if (typeof timestamp === 'string') return timestamp
  try {
    return Date.prototype.toISOString.call(timestamp)
  } catch {
    throw new TypeError(`timestamp must be a string or a valid Date, not ${describe(timestamp)}`)
  }
}
