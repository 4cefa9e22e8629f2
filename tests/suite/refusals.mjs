// Refusals: the code that was expected, its status, and no private data in it.
import { isError, ok, same, thrown } from './expect.mjs'

/** @import { Library } from './cases.d.ts' */

/** @type {Record<string, number>} */
const STATUS = {
  missing_header: 401,
  ambiguous_header: 400,
  body_too_large: 413,
  unsupported_encoding: 415,
  malformed_signature: 401,
  malformed_timestamp: 401,
  signature_mismatch: 401,
  timestamp_too_old: 401,
  timestamp_in_future: 401,
  malformed_payload: 400,
  event_mismatch: 400
}

/**
 * `privates` are texts that must not come out with the error.
 * @param {Pick<Library, 'WebhookError'>} library
 * @param {any} error
 * @param {string} code
 * @param {string[]} privates
 */
export function isRefusal({ WebhookError }, error, code, privates = []) {
  isError(error, WebhookError, `the answer to what should be ${code}`)
  same(error.code, code, 'code')
  same(error.status, STATUS[code], 'status')
  same(error.name, 'WebhookError', 'name')
  same(JSON.stringify(error.toJSON()), JSON.stringify({ code, status: STATUS[code], message: error.message }), 'toJSON()')
  ok(error instanceof Error && error.message.length > 10, 'the error says nothing')
  const out = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n')
  for (const text of privates) ok(!out.includes(text), 'the error holds a secret, a signature or the body')
}

/**
 * @param {Pick<Library, 'WebhookError'>} library
 * @param {() => unknown} work
 * @param {string} code
 * @param {string[]} [privates]
 */
export function isRefused(library, work, code, privates) {
  isRefusal(library, thrown(work, `what should be ${code}`), code, privates)
}
