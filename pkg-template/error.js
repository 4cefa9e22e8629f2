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

/** The reason that an instance keeps of its last refusal. */
export function refusal(instance) {
  const { wasm } = instance
  const code = instance.read(wasm.error_code())
  return new WebhookError(code, wasm.error_status(), instance.read(wasm.error_message()))
}
