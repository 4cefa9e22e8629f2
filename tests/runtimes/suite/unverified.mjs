// parseUnverifiedEvent: the same parser, without what only a verified delivery has.
import { bodyOf } from './delivery.mjs'
import { same, thrown } from './expect.mjs'
import { isRefusal } from './refusals.mjs'
import { BODIES, HEADERS } from './shapes.mjs'

const PARSED = [
  'type',
  'name',
  'data',
  'error',
  'payload',
  'idempotencyKey',
  'typeSigned',
  'unsigned',
  'timestamp',
  'signature',
]
const CODES = ['malformed_payload', 'event_mismatch']

export async function unverified(library, vectors, tally) {
  const { cases, secret } = vectors.deliveries
  const events = cases.filter(({ expect, options }) => expect.event && !options)
  const now = () => new Date(vectors.deliveries.now)
  const verifier = new library.WebhookVerifier({ secrets: secret, now })

  for (const [shape, headersAs] of Object.entries(HEADERS)) {
    await tally.group(`parseUnverifiedEvent, headers as ${shape}`, events, ({ headers, ...each }) => {
      const parsed = library.parseUnverifiedEvent(bodyOf(each), headersAs(headers))
      const verified = verifier.verify({ headers, body: bodyOf(each) })
      for (const key of PARSED) same(parsed[key], verified[key], key)
      same(parsed.rawBody, verified.rawBody, 'rawBody')
      for (const key of ['signedAt', 'keyId', 'replayKey']) same(key in parsed, false, `whether there is a ${key}`)
    })
  }
  for (const [shape, bodyAs] of Object.entries(BODIES)) {
    await tally.group(`parseUnverifiedEvent without headers, body ${shape}`, events, (each) => {
      const parsed = library.parseUnverifiedEvent(bodyAs(bodyOf(each)))
      same(parsed.payload, verifier.verify({ headers: each.headers, body: bodyOf(each) }).payload, 'payload')
      same(parsed.unsigned, { event: null, deliveryId: null }, 'unsigned')
      same([parsed.timestamp, parsed.signature], [null, null], 'timestamp and signature')
    })
  }
  const refused = cases.filter(({ expect, options }) => CODES.includes(expect.code) && !options)
  await tally.group('parseUnverifiedEvent refuses', refused, ({ headers, expect, ...each }) =>
    isRefusal(
      library,
      thrown(() => library.parseUnverifiedEvent(bodyOf(each), headers)),
      expect.code
    )
  )
}
