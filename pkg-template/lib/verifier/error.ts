import { ERROR_DETAIL_SHIFT, ERROR_MASK } from '../contract/abi.ts'
import { ERRORS, PAYLOAD_ERRORS, type WebhookErrorCode } from '../contract/errors.ts'
import { HEADERS } from '../contract/headers.ts'
import { type Instance, release } from '../wasm/instance.ts'

/**
 * Why a delivery was refused. Never holds a secret, an HMAC or a byte of the body, but for the `cause` of `schema_mismatch`:
 * the validator's own list of issues, which may quote the data.
 */
export class WebhookError extends Error {
  declare readonly code: WebhookErrorCode
  /** The HTTP status to answer with. Keep the code out of the answer: it is for logs. */
  declare readonly status: number
  /** One thing to try next, or where to read on. The message states the fact alone. */
  declare readonly hint?: string

  constructor(
    code: WebhookErrorCode,
    status: number,
    message: string,
    options?: { cause?: unknown; hint?: string | undefined } | undefined
  ) {
    super(message, options)
    this.code = code
    this.status = status
    if (options?.hint !== undefined) this.hint = options.hint
  }

  override get name(): string {
    return 'WebhookError'
  }

  toJSON(): { code: WebhookErrorCode; status: number; message: string } {
    return { code: this.code, status: this.status, message: this.message }
  }
}

type ErrorParts = ConstructorParameters<typeof WebhookError>

/** Makes a refusal without a stack: it is answered and counted, and capturing the stack would cost as much as the check. */
export function createRefusal(...parts: ErrorParts): WebhookError {
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
export const createError = (...parts: ErrorParts): WebhookError => new WebhookError(...parts)

/**
 * Releases the instance and returns the reason that it keeps of its last refusal. `now` is the time that the delivery was judged by,
 * in milliseconds.
 */
export function refusal(instance: Instance, now?: number, create: typeof createError = createError): WebhookError {
  const error = instance.wasm.error()
  const detail = instance.wasm.error_detail()
  release(instance)
  const [code, status, message, hint] = ERRORS[error & ERROR_MASK] as (typeof ERRORS)[number]
  return create(code, status, message.includes('{') ? fill(message, error >> ERROR_DETAIL_SHIFT, detail, now) : message, { hint })
}

function fill(message: string, place: number, detail: number, now: number | undefined): string {
  const times = { signed: new Date(detail).toJSON(), now: new Date(now ?? NaN).toJSON() }
  const details: { [name: string]: unknown } = { header: HEADERS[place], problem: PAYLOAD_ERRORS[place], byte: detail, ...times }
  // No regular expression: where the stack is too short to compile one, V8 may end the process.
  return Object.entries(details).reduce((text, [name, value]) => text.replace(`{${name}}`, () => String(value)), message)
}
