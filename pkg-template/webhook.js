// The provider's documented function, and its inverse for tests.
import { bodyOf } from './body.js'
import { DONE, give, take } from './instance.js'
import { describe, Secret } from './secret.js'

/** The last secret that was a string, so that the usual one is hashed once. */
let last = { text: undefined, secret: undefined }

export function verifyWebhook(rawBody, timestamp, signature, secret) {
  const body = bodyOf(rawBody)
  const time = headerText(timestamp, 'timestamp')
  const claimed = headerText(signature, 'signature')
  const instance = take()
  const verdict = withSecret(instance, secret, () => {
    if (time === null || claimed === null || !instance.wasm.open_comparison(instance.write(claimed))) return false
    hash(instance, time, body)
    return instance.wasm.compare() === DONE
  })
  give(instance)
  return verdict
}

export function signWebhook(rawBody, timestamp, secret) {
  const body = bodyOf(rawBody)
  const time = timeText(timestamp)
  const instance = take()
  const signature = withSecret(instance, secret, () => {
    instance.wasm.open_signing()
    hash(instance, time, body)
    return instance.read(instance.wasm.sign())
  })
  give(instance)
  return signature
}

function hash(instance, time, body) {
  const { update } = instance.wasm
  instance.feed(`${time}.`, update)
  instance.feed(body, update)
}

/** Bytes can change between two calls, so only a string is remembered. */
function withSecret(instance, value, work) {
  if (typeof value !== 'string') {
    const secret = new Secret(instance, value, 'secret')
    secret.choose(instance)
    const result = work()
    secret.wipe(instance)
    return result
  }
  if (value !== last.text) {
    const before = last.secret
    last = { text: value, secret: new Secret(instance, value, 'secret') }
    before?.wipe(instance)
  }
  last.secret.choose(instance)
  return work()
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
