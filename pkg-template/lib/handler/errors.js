// Refusals for reasons of HTTP, of the store or of the user's schema. All others are decided in Rust.
import { HANDLER_ERRORS } from '../contract/errors.ts'
import { createRefusal } from '../verifier/error.ts'

export function refuse(code, cause) {
  const [status, message, hint] = HANDLER_ERRORS[code]
  return createRefusal(code, status, message, cause ? { cause, hint } : { hint })
}
