// verifyWebhook and signWebhook: the drop-in for the documented snippet, on vectors that other implementations made.
import { bodyOf } from './delivery.mjs'
import { isError, same, thrown } from './expect.mjs'
import { BODIES } from './shapes.mjs'

/** @import { DeliveryCase, HmacCase, Library, Share, Vectors } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */

const TIME = '2026-01-01T00:00:00.000Z'

/**
 * @param {Library} library
 * @param {Vectors} vectors
 * @param {Tally} tally
 * @param {Share} share
 */
export async function snippet(library, vectors, tally, share) {
  const { verifyWebhook, signWebhook } = library
  const signed = vectors.deliveries.cases.filter(({ expect, options }) => expect.event && !options?.secrets).map(partsOf)

  for (const [place, [shape, bodyAs]] of Object.entries(BODIES).entries()) {
    await tally.group(`verifyWebhook and signWebhook, body ${shape}`, share(signed, place), ({ time, signature, body }) => {
      const { secret } = vectors.deliveries
      same(verifyWebhook(bodyAs(body), time, signature, secret), true, 'true for the genuine one')
      same(signWebhook(bodyAs(body), time, secret), signature, 'signature')
      same(verifyWebhook(bodyAs(body), time, signature, `${secret}x`), false, 'false with another secret')
      same(verifyWebhook(bodyAs(body), `${time} `, signature, secret), false, 'false with another timestamp')
    })
  }
  await tally.group('verifyWebhook: HMAC vectors with a dot in the message', dotted(vectors.hmac.cases), (each) => {
    same(verifyWebhook(each.body, each.time, `sha256=${each.tag}`, each.key), true, 'genuine')
    same(signWebhook(each.body, each.time, each.key), `sha256=${each.tag}`, 'signature')
  })
  await tally.group('signWebhook: a Date stands for its ISO text', [0, 1, 999, Date.UTC(2026, 0, 1), -1, 8.64e15], (millis) => {
    const date = new Date(millis)
    same(signWebhook('{}', date, 'k'), signWebhook('{}', date.toISOString(), 'k'), 'signature')
  })
  await tally.group('verifyWebhook: what stands for no header is false', [null, undefined, '', [], ['x'], [TIME]], (none) => {
    const signature = signWebhook('{}', TIME, 'k')
    same(verifyWebhook('{}', none, signature, 'k'), false, 'no timestamp')
    same(verifyWebhook('{}', TIME, none, 'k'), false, 'no signature')
    same(verifyWebhook('{}', TIME, [signature], 'k'), false, 'a signature in an array')
  })
  await secrets(library, tally)
}

/** @param {DeliveryCase} each */
function partsOf(each) {
  /** @param {string} wanted */
  const value = (wanted) => each.headers.find(([name]) => name.toLowerCase() === wanted)?.[1].split(',')[0] ?? ''
  return {
    name: each.name,
    time: value('x-webhook-timestamp'),
    signature: value('x-webhook-signature'),
    body: bodyOf(each)
  }
}

/** @param {string} hex */
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))

/**
 * A vector's message is a delivery wherever there is a dot in it.
 * @param {HmacCase[]} cases
 */
function* dotted(cases) {
  for (const { name, key, data, tag } of cases) {
    const message = fromHex(data)
    for (let at = message.indexOf(0x2e); at >= 0; at = message.indexOf(0x2e, at + 1)) {
      const time = new TextDecoder().decode(message.subarray(0, at))
      yield { name: `${name}, dot at ${at}`, time, body: message.subarray(at + 1), tag, key: fromHex(key) }
    }
  }
}

/**
 * @param {Library} library
 * @param {Tally} tally
 */
async function secrets({ signWebhook, verifyWebhook }, tally) {
  const signature = signWebhook('{}', TIME, 'k')
  await tally.group('empty and blank secrets are TypeErrors', ['', ' ', '\t\n', '\u3000', '\ufeff', new Uint8Array()], (secret) => {
    isError(
      thrown(() => verifyWebhook('{}', TIME, signature, secret)),
      TypeError
    )
    isError(
      thrown(() => signWebhook('{}', TIME, secret)),
      TypeError
    )
  })
  const odd = [
    ' k',
    'k\n',
    'a\0b',
    'undefined',
    'null',
    '[object Object]',
    'k'.repeat(200),
    '\ud800',
    new Uint8Array(200),
    new Uint8Array(1)
  ]
  await tally.group('secrets are taken as they are', odd, (secret) => {
    const own = signWebhook('{}', TIME, secret)
    same(verifyWebhook('{}', TIME, own, secret), true, 'its own signature')
    same(verifyWebhook('{}', TIME, own, 'other'), false, 'under another secret')
  })
}
