// Refusals for reasons of HTTP, of the store or of the user's schema. All others are decided in Rust.
import { HANDLER_ERRORS } from '../contract/errors.ts'
import { createRefusal, type WebhookError } from '../verifier/error.ts'

export function refuse(code: keyof typeof HANDLER_ERRORS, cause?: unknown): WebhookError {
  const [status, message, hint] = HANDLER_ERRORS[code]
  return createRefusal(code, status, message, cause ? { cause, hint } : { hint })
}
