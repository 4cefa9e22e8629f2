// Bodies that are a strict JSON object and bodies that are not, verified and unverified, as text and as bytes.
import { same } from './expect.mjs'
import { isRefused } from './refusals.mjs'
import { bytesOf } from './shapes.mjs'

const SECRET = 'whsec_payloads'
const TIME = '2026-01-01T00:00:00.000Z'

export async function payloads(library, vectors, tally) {
  const verifier = new library.WebhookVerifier({ secrets: SECRET, now: () => new Date(TIME), maxBodyBytes: 1e9 })
  const verified = (body) => {
    const headers = { 'x-webhook-timestamp': TIME, 'x-webhook-signature': library.signWebhook(body, TIME, SECRET) }
    return verifier.verify({ headers, body })
  }
  const readers = { verify: verified, parseUnverifiedEvent: (body) => library.parseUnverifiedEvent(body) }

  for (const [name, read] of Object.entries(readers)) {
    await tally.group(`${name}: strict JSON objects`, vectors.json.accepted, (each) =>
      forms(each).forEach((body) => same(read(body).payload, JSON.parse(textOf(each)), 'payload'))
    )
    await tally.group(`${name}: anything else`, vectors.json.refused, (each) =>
      forms(each).forEach((body) => isRefused(library, () => read(body), 'malformed_payload'))
    )
  }
}

function forms(each) {
  if (each.base64 !== undefined) return [Uint8Array.from(atob(each.base64), (letter) => letter.charCodeAt(0))]
  return [textOf(each), bytesOf(textOf(each))]
}

const textOf = ({ text, parts }) => text ?? parts.map(([piece, times]) => repeated(piece, times)).join('')

const repeated = (piece, times) =>
  piece.includes('#') ? Array.from({ length: times }, (_, copy) => piece.replaceAll('#', copy)).join('') : piece.repeat(times)
