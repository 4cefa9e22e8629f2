// parseUnverifiedEvent: the same parser, without what only a verified delivery has.
import { bodyOf } from './delivery.mjs'
import { same, thrown } from './expect.mjs'
import { isRefusal } from './refusals.mjs'
import { BODIES, HEADERS } from './shapes.mjs'

/** @import { Library, Share, Vectors } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */

const PARSED = /** @type {const} */ ([
  'type',
  'name',
  'data',
  'error',
  'payload',
  'idempotencyKey',
  'typeSigned',
  'unsigned',
  'timestamp',
  'signature'
])
const CODES = ['malformed_payload', 'event_mismatch']

/**
 * @param {Library} library
 * @param {Vectors} vectors
 * @param {Tally} tally
 * @param {Share} share
 */
export async function unverified(library, vectors, tally, share) {
  const { cases, secret } = vectors.deliveries
  const events = cases.filter(({ expect, options }) => expect.event && !options)
  const now = () => new Date(vectors.deliveries.now)
  const verifier = new library.WebhookVerifier({ secrets: secret, now })

  for (const [place, [shape, headersAs]] of Object.entries(HEADERS).entries()) {
    await tally.group(`parseUnverifiedEvent, headers as ${shape}`, share(events, place), ({ headers, ...each }) => {
      const parsed = library.parseUnverifiedEvent(bodyOf(each), headersAs(headers))
      const verified = verifier.verify({ headers, body: bodyOf(each) })
      for (const key of PARSED) same(Reflect.get(parsed, key), verified[key], key)
      same(parsed.rawBody, verified.rawBody, 'rawBody')
      for (const key of ['signedAt', 'keyId', 'replayKey']) same(key in parsed, false, `whether there is a ${key}`)
    })
  }
  for (const [place, [shape, bodyAs]] of Object.entries(BODIES).entries()) {
    await tally.group(`parseUnverifiedEvent without headers, body ${shape}`, share(events, place), (each) => {
      const parsed = library.parseUnverifiedEvent(bodyAs(bodyOf(each)))
      same(parsed.payload, verifier.verify({ headers: each.headers, body: bodyOf(each) }).payload, 'payload')
      same(parsed.unsigned, { event: null, deliveryId: null }, 'unsigned')
      same([parsed.timestamp, parsed.signature], [null, null], 'timestamp and signature')
    })
  }
  await tally.group('no two events share an idempotency key', [texts(['a', '%', ':', '2', '5', '3', 'A'])], (all) => {
    /**
     * @param {string} event
     * @param {string} id
     */
    const keyOf = (event, id) => library.parseUnverifiedEvent(JSON.stringify({ event, data: { id } })).idempotencyKey
    const keys = all.flatMap((name) => all.map((id) => keyOf(name, id)))
    same(new Set(keys).size, all.length ** 2, 'different keys')
    for (const name of ['job.started', 'job.completed', 'job.failed']) same(keyOf(name, 'x:y%'), `${name}:x:y%`, 'key')
  })
  const refused = cases.filter(({ expect, options }) => CODES.includes(expect.code ?? '') && !options)
  await tally.group('parseUnverifiedEvent refuses', refused, ({ headers, expect, ...each }) =>
    isRefusal(
      library,
      thrown(() => library.parseUnverifiedEvent(bodyOf(each), headers)),
      String(expect.code)
    )
  )
}

/**
 * Every text of one or two of these characters.
 * @param {string[]} characters
 */
const texts = (characters) => characters.flatMap((first) => ['', ...characters].map((second) => first + second))
