import { ERRORS, FLAWS, HEADERS } from '#messages'
import { give } from '../wasm/instance.js'

/** Why a delivery was refused. Never holds a secret, an HMAC or a byte of the body. */
export class WebhookError extends Error {
  constructor(code, status, message, options) {
    super(message, options)
    this.code = code
    this.status = status
    if (options?.hint !== undefined) this.hint = options.hint
  }

  get name() {
    return 'WebhookError'
  }

  toJSON() {
    return { code: this.code, status: this.status, message: this.message }
  }
}

/** Makes a refusal without a stack: it is answered and counted, and capturing the stack would cost as much as the check. */
export function createRefusal(...parts) {
  const { stackTraceLimit } = Error
  // Restored before any other code runs. A frozen Error keeps its limit, and the refusal its stack.
  if (typeof stackTraceLimit !== 'number' || !Reflect.set(Error, 'stackTraceLimit', 0)) return new WebhookError(...parts)
  try {
    return new WebhookError(...parts)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** Makes a refusal for a caller who gets it thrown, and so may want to know from where. */
export const createError = (...parts) => new WebhookError(...parts)

/**
 * Gives the instance back and returns the reason that it keeps of its last refusal. `now` is what the delivery was judged by,
 * in milliseconds.
 */
export function refusal(instance, now, create = createError) {
  const error = instance.wasm.error()
  const detail = instance.wasm.error_detail()
  give(instance)
  const [code, status, message, hint] = ERRORS[error & 255]
  return create(code, status, message.includes('{') ? fill(message, error >> 8, detail, now) : message, { hint })
}

function fill(message, place, detail, now) {
  const times = { signed: new Date(detail).toJSON(), now: new Date(now).toJSON() }
  const details = { header: HEADERS[place], flaw: FLAWS[place], byte: detail, ...times }
  return message.replace(/{(\w+)}/g, (_, name) => details[name])
}
