import { ERRORS, FLAWS, HEADERS } from '#messages'
import { use } from './instance.js'

/** Why a delivery was refused. Never holds a secret, an HMAC or a byte of the body. */
export class WebhookError extends Error {
  constructor(code, status, message) {
    super(message)
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
  const [code, status, message] = ERRORS[error & 255]
  const details = {
    header: () => HEADERS[error >> 8],
    flaw: () => FLAWS[error >> 8],
    byte: () => wasm.error_detail(),
    signed: () => new Date(wasm.error_detail()).toISOString(),
    now: () => new Date(now).toISOString(),
  }
  return new WebhookError(code, status, message.replace(/{(\w+)}/g, (_, detail) => details[detail]()))
}
