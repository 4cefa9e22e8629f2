// Why a delivery does not verify. For the desk and the terminal, never for a handler: it is slow, and says much.
import { linesOf } from './desk/lines.js'
import { bodyOf } from './desk/body.js'
import { candidatesOf } from './desk/candidates.js'
import { ask } from './desk/workbench.js'
import { amount, checkNames, millisOf, own } from './options.js'
import { describe } from './secret.js'

export { readCapture } from './desk/capture.js'

const OPTIONS = ['headers', 'body', 'secrets', 'now', 'toleranceSeconds', 'futureToleranceSeconds', 'maxBodyBytes']
const MIB = 1048576

export function diagnoseWebhook(question) {
  if (question === null || typeof question !== 'object') {
    throw new TypeError(`diagnoseWebhook takes { headers, body, secrets }, not ${describe(question)}`)
  }
  checkNames(question, OPTIONS, 'option')
  // All that could call the user's code comes first.
  const lines = linesOf(own(question, 'headers'))
  const body = bodyOf(own(question, 'body'))
  const secrets = candidatesOf(own(question, 'secrets'))
  const window = [amount(question, 'toleranceSeconds', 300), amount(question, 'futureToleranceSeconds', 60), amount(question, 'maxBodyBytes', MIB)]
  const now = clockOf(own(question, 'now'))
  const slips = [lines.slip, body.slip].filter((slip) => slip !== undefined)
  return ask({ lines: lines.lines, body: body.bytes, slips, secrets, now, window })
}

/** A Date, or what a verifier takes: a function that returns one. */
function clockOf(now) {
  if (now === undefined) return Date.now()
  const millis = millisOf(typeof now === 'function' ? now() : now)
  if (!Number.isFinite(millis)) throw new TypeError('now must be a valid Date, or return one')
  return millis
}
