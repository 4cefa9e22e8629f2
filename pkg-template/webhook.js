// The provider's documented function, and its inverse for tests.
import { bodyOf } from './body.js'
import { DONE, use } from './instance.js'
import { describe, Secret } from './secret.js'

const SIGNATURE_LENGTH = 71

/** The last secret that was a string, so that the usual one is hashed once. */
let last = { text: undefined, secret: undefined }

export function verifyWebhook(rawBody, timestamp, signature, secret) {
  const body = bodyOf(rawBody)
  const time = headerText(timestamp, 'timestamp')
  const claimed = headerText(signature, 'signature')
  return withSecret(secret, (instance) => {
    if (time === null || claimed === null || !instance.wasm.open_message(instance.write(claimed))) return false
    hash(instance, time, body)
    return instance.wasm.close_message() === DONE
  })
}

export function signWebhook(rawBody, timestamp, secret) {
  const body = bodyOf(rawBody)
  const time = timeText(timestamp)
  return withSecret(secret, (instance) => {
    instance.wasm.open_message(0)
    hash(instance, time, body)
    instance.wasm.close_message()
    return instance.read(SIGNATURE_LENGTH)
  })
}

function hash(instance, time, body) {
  const { update } = instance.wasm
  instance.feed(`${time}.`, update)
  instance.feed(body, update)
}

/** Bytes can change between two calls, so only a string is remembered. */
const withSecret = (value, work) =>
  use((instance) => (typeof value === 'string' ? withText(instance, value, work) : withBytes(instance, value, work)))

function withText(instance, text, work) {
  if (text !== last.text) {
    const before = last.secret
    last = { text, secret: new Secret(instance, text, 'secret') }
    before?.wipe(instance)
  }
  last.secret.choose(instance)
  return work(instance)
}

function withBytes(instance, bytes, work) {
  const secret = new Secret(instance, bytes, 'secret')
  secret.choose(instance)
  const result = work(instance)
  secret.wipe(instance)
  return result
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
