// Says why a delivery does not verify. For development and the command line, never for a handler: it is slow, and its
// answer is not for senders.
import { linesOf } from './lib/diagnose/header-lines.js'
import { bodyOf } from './lib/diagnose/body.js'
import { candidatesOf } from './lib/diagnose/candidates.js'
import { flawOf } from './lib/diagnose/verifier-error.js'
import { ask } from './lib/diagnose/module.js'
import { nonNegative, rejectUnknown, millisOf, getOwn } from './lib/verifier/options.ts'
import { typeName } from './lib/verifier/secret.ts'

export { readCapture } from './lib/diagnose/capture.js'

const OPTIONS = ['headers', 'body', 'secret', 'secrets', 'now', 'toleranceSeconds', 'futureToleranceSeconds', 'maxBodyBytes']
/** Members of a capture that a diagnosis has no use for: a capture can be spread into a question. */
const IGNORED = ['kind', 'method', 'url', 'notes']
const MIB = 1048576

export function diagnoseWebhook(question) {
  if (question === null || typeof question !== 'object') {
    throw new TypeError(`diagnoseWebhook takes { headers, body, secret }, not ${typeName(question)}`)
  }
  rejectUnknown(
    Object.fromEntries(
      Object.keys(question)
        .filter((name) => !IGNORED.includes(name))
        .map((name) => [name])
    ),
    OPTIONS,
    'option'
  )
  // User code, such as a getter or an iterator, runs here and not later.
  const given = [readable(getOwn(question, 'headers')), getOwn(question, 'body'), secretsOf(question)]
  const flaw = flawOf(...given)
  const lines = linesOf(given[0])
  const body = bodyOf(given[1])
  const secrets = candidatesOf(given[2].secrets ?? given[2].secret)
  const toleranceSeconds = nonNegative(question, 'toleranceSeconds', 300)
  const futureToleranceSeconds = nonNegative(question, 'futureToleranceSeconds', 60)
  const maxBodyBytes = nonNegative(question, 'maxBodyBytes', MIB)
  const now = new Date(clockOf(getOwn(question, 'now')))
  const mistakes = Uint8Array.from([lines.mistake, body.mistake].filter((mistake) => mistake !== undefined))
  const answer = ask({
    lines: lines.lines,
    body: body.bytes,
    mistakes,
    secrets,
    now,
    toleranceSeconds,
    futureToleranceSeconds,
    maxBodyBytes
  })
  // The delivery is good, but an argument is not: the verifier's own error explains it.
  if (answer.verified && flaw) throw flaw
  return answer
}

/** `{ secret }` or `{ secrets }`; a missing one is a finding, not an error. */
function secretsOf(question) {
  const [secret, secrets] = ['secret', 'secrets'].map((name) => getOwn(question, name))
  if (secret !== undefined && secrets !== undefined) throw new TypeError('secret and secrets exclude each other; pass one of them')
  return secrets === undefined ? { secret } : { secrets }
}

/** A generator can be read once only, and is read twice here. */
function readable(headers) {
  const isList = typeof headers === 'object' && typeof headers?.[Symbol.iterator] === 'function' && typeof headers.get !== 'function'
  return isList ? Array.from(headers) : headers
}

/** Takes a Date, or a function that returns one, as a verifier does. */
function clockOf(now) {
  if (now === undefined) return Date.now()
  const millis = millisOf(typeof now === 'function' ? now() : now)
  if (!Number.isFinite(millis)) throw new TypeError('now must be a valid Date, or return one')
  return millis
}
