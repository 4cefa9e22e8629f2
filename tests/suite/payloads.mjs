// Bodies that are a strict JSON object and bodies that are not, verified and unverified, as text and as bytes.
import { same } from './expect.mjs'
import { isRefused } from './refusals.mjs'
import { bytesOf } from './shapes.mjs'

/** @import { JsonCase, Library, Vectors } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */

const SECRET = 'whsec_payloads'
const TIME = '2026-01-01T00:00:00.000Z'

/**
 * @param {Library} library
 * @param {Vectors} vectors
 * @param {Tally} tally
 */
export async function payloads(library, vectors, tally) {
  const verifier = new library.WebhookVerifier({ secrets: SECRET, now: () => new Date(TIME), maxBodyBytes: 1e9 })
  /** @param {string | Uint8Array} body */
  const verified = (body) => {
    const headers = { 'x-webhook-timestamp': TIME, 'x-webhook-signature': library.signWebhook(body, TIME, SECRET) }
    return verifier.verify({ headers, body })
  }
  const readers = {
    verify: verified,
    parseUnverifiedEvent: (/** @type {string | Uint8Array} */ body) => library.parseUnverifiedEvent(body)
  }

  for (const [name, read] of Object.entries(readers)) {
    await tally.group(`${name}: strict JSON objects`, vectors.json.accepted, (each) =>
      forms(each).forEach((body) => same(read(body).payload, JSON.parse(textOf(each)), 'payload'))
    )
    await tally.group(`${name}: anything else`, vectors.json.refused, (each) =>
      forms(each).forEach((body) => isRefused(library, () => read(body), 'malformed_payload'))
    )
  }
}

/** @param {JsonCase} each */
function forms(each) {
  if (each.base64 !== undefined) return [Uint8Array.from(atob(each.base64), (letter) => letter.charCodeAt(0))]
  return [textOf(each), bytesOf(textOf(each))]
}

/** @param {JsonCase} parts */
const textOf = ({ text, parts }) => text ?? (parts ?? []).map(([piece, times]) => repeated(piece, times)).join('')

/**
 * @param {string} piece
 * @param {number} times
 */
const repeated = (piece, times) =>
  piece.includes('#') ? Array.from({ length: times }, (_, copy) => piece.replaceAll('#', String(copy))).join('') : piece.repeat(times)
