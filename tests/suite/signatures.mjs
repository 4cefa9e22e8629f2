// Each text of the signature header: the accepted ones are another message's, the refused ones no message's.
import { same } from './expect.mjs'
import { isRefused } from './refusals.mjs'
import { codeOf } from './timestamps.mjs'

/** @import { Library, Vectors } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */

const SECRET = 'whsec_signatures'
const TIME = '2026-01-01T00:00:00.000Z'

/**
 * @param {Library} library
 * @param {Vectors} vectors
 * @param {Tally} tally
 */
export async function signatures(library, vectors, tally) {
  const verifier = new library.WebhookVerifier({ secrets: SECRET, now: () => new Date(TIME) })
  /** @param {string} text */
  const verify = (text) => verifier.verify({ headers: { 'x-webhook-timestamp': TIME, 'x-webhook-signature': text }, body: '{}' })
  const accepted = vectors.signatures.accepted.map(({ text }) => text)

  const right = library.signWebhook('{}', TIME, SECRET)
  await tally.group(
    'signatures with one wrong digit',
    Array.from({ length: 64 }, (_, place) => place + 7),
    (place) => {
      const text = right.slice(0, place) + (right[place] === '0' ? '1' : '0') + right.slice(place + 1)
      isRefused(library, () => verify(text), 'signature_mismatch')
      same(library.verifyWebhook('{}', TIME, text, SECRET), false, 'verifyWebhook')
    }
  )
  await tally.group('signatures of the accepted spelling', accepted, (text) => isRefused(library, () => verify(text), 'signature_mismatch'))
  await tally.group('signatures of any other spelling', vectors.signatures.refused, (text) =>
    isRefused(library, () => verify(text), codeOf(text, { malformed: 'malformed_signature', accepted }))
  )
  await tally.group('verifyWebhook: signatures of any spelling', [...accepted, ...vectors.signatures.refused], (text) =>
    same(library.verifyWebhook('{}', TIME, text, SECRET), false)
  )
}
