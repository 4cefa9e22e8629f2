import { ERRORS, FLAWS, HEADERS } from '#messages'
import { use } from './instance.js'

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

/** Lends the instance to `work`, and throws the refusal if that is what it returns. */
export function judge(work) {
  const result = use(work)
  if (result instanceof WebhookError) throw result
  return result
}

/** The reason that an instance keeps of its last refusal. `now` is what the delivery was judged by, in milliseconds. */
export function refusal({ wasm }, now) {
  const error = wasm.error()
  const detail = wasm.error_detail()
  const [code, status, message] = ERRORS[error & 255]
  const place = error >> 8
  const details = { header: HEADERS[place], flaw: FLAWS[place], byte: detail, signed: timeText(detail), now: timeText(now) }
  return new WebhookError(code, status, message.replace(/{(\w+)}/g, (_, name) => details[name]))
}

const timeText = (millis) => (Number.isFinite(millis) ? new Date(millis).toISOString() : '')
