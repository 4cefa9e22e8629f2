import { ERRORS, FLAWS, HEADERS } from '#messages'
import { give } from './instance.js'

/** Why a delivery was refused. Never holds a secret, an HMAC or a byte of the body. */
export class WebhookError extends Error {
  constructor(code, status, message, options) {
    super(message, options)
    this.code = code
    this.status = status
  }

  get name() {
    return 'WebhookError'
  }

  toJSON() {
    return { code: this.code, status: this.status, message: this.message }
  }
}

/**
 * Gives the instance back and returns the reason that it keeps of its last refusal. `now` is what the delivery was judged by,
 * in milliseconds.
 */
export function refusal(instance, now) {
  const error = instance.wasm.error()
  const detail = instance.wasm.error_detail()
  give(instance)
  const [code, status, message] = ERRORS[error & 255]
  const place = error >> 8
  const times = { signed: new Date(detail).toJSON(), now: new Date(now).toJSON() }
  const details = { header: HEADERS[place], flaw: FLAWS[place], byte: detail, ...times }
  return new WebhookError(code, status, message.replace(/{(\w+)}/g, (_, name) => details[name]))
}
