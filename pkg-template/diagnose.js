// Why a delivery does not verify. For the desk and the terminal, never for a handler: it is slow, and says much.
import { linesOf } from './desk/lines.js'
import { bodyOf } from './desk/body.js'
import { candidatesOf } from './desk/candidates.js'
import { flawOf } from './desk/strict.js'
import { ask } from './desk/workbench.js'
import { amount, checkNames, millisOf, own } from './options.js'
import { describe } from './secret.js'

export { readCapture } from './desk/capture.js'

const OPTIONS = ['headers', 'body', 'secrets', 'now', 'toleranceSeconds', 'futureToleranceSeconds', 'maxBodyBytes']
/** Members of a capture that a diagnosis has no use for: a capture can be spread into a question. */
const IGNORED = ['kind', 'method', 'url', 'notes']
const MIB = 1048576

export function diagnoseWebhook(question) {
  if (question === null || typeof question !== 'object') {
    throw new TypeError(`diagnoseWebhook takes { headers, body, secrets }, not ${describe(question)}`)
  }
  checkNames(Object.fromEntries(Object.keys(question).filter((name) => !IGNORED.includes(name)).map((name) => [name])), OPTIONS, 'option')
  // All that could call the user's code comes first.
  const given = ['headers', 'body', 'secrets'].map((name) => own(question, name))
  given[0] = readable(given[0])
  const flaw = flawOf(...given)
  const lines = linesOf(given[0])
  const body = bodyOf(given[1])
  const secrets = candidatesOf(given[2])
  const window = [amount(question, 'toleranceSeconds', 300), amount(question, 'futureToleranceSeconds', 60), amount(question, 'maxBodyBytes', MIB)]
  const now = clockOf(own(question, 'now'))
  const slips = [lines.slip, body.slip].filter((slip) => slip !== undefined)
  const answer = ask({ lines: lines.lines, body: body.bytes, slips, secrets, now, window })
  // Nothing is wrong with the delivery but with what was passed: what a verifier throws says so best.
  if (answer.verified && flaw) throw flaw
  return answer
}

/** A generator can be read once only, and is read twice here. */
function readable(headers) {
  const isList = typeof headers === 'object' && typeof headers?.[Symbol.iterator] === 'function' && typeof headers.get !== 'function'
  return isList ? Array.from(headers) : headers
}

/** A Date, or what a verifier takes: a function that returns one. */
function clockOf(now) {
  if (now === undefined) return Date.now()
  const millis = millisOf(typeof now === 'function' ? now() : now)
  if (!Number.isFinite(millis)) throw new TypeError('now must be a valid Date, or return one')
  return millis
}
