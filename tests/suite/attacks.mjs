// Attacks found by reading the source: each of these was once accepted, slow, or more than it should have been.
import { isError, ok, same, thrown } from './expect.mjs'

/** @import { Library } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */

const TIME = '2026-01-01T00:00:00.000Z'
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'
/** @param {number} millis */
const at = (millis) => () => new Date(Date.parse(TIME) + millis)

/**
 * @param {Library} library
 * @param {unknown} _
 * @param {Tally} tally
 */
export async function attacks(library, _, tally) {
  const { WebhookVerifier, parseUnverifiedEvent, signWebhook } = library
  /** @param {string} secret */
  const headers = (secret) => ({ 'x-webhook-timestamp': TIME, 'x-webhook-signature': signWebhook(BODY, TIME, secret) })
  /**
   * @param {string} secret
   * @param {ReadableStream} body
   */
  const request = (secret, body) => ({ headers: new Headers(headers(secret)), body, bodyUsed: false, arrayBuffer() {} })

  await tally.group('a hole in the list of secrets', [new Array(1), holed(['old', 'new']), holed(['a', 'b'], 1)], (secrets) =>
    isError(
      thrown(() => new WebhookVerifier({ secrets })),
      TypeError
    )
  )

  await tally.group('ends of the window in fractions of a second', [4.35, 1.001, 0.007, 299.999], (seconds) => {
    /** @param {number} millis */
    const late = (millis) => new WebhookVerifier({ secrets: 'k', toleranceSeconds: seconds, now: at(millis) })
    const end = Math.round(seconds * 1000)
    same(late(end).verify({ headers: headers('k'), body: BODY }).name, 'job.completed', 'name at the end')
    same(late(end + 1).safeVerify({ headers: headers('k'), body: BODY }).error?.code, 'timestamp_too_old', 'code after it')
  })

  await tally.group('settings of a descriptor on Object.prototype', ['get', 'set', 'enumerable', 'writable'], (name) => {
    const verifier = new WebhookVerifier({ secrets: 'k', now: at(0) })
    const delivery = { headers: headers('k'), body: BODY }
    const prototype = /** @type {Record<string, unknown>} */ (Object.prototype)
    prototype[name] = name.length === 3 ? 1 : true
    try {
      const event = verifier.verify(delivery)
      delete prototype[name]
      const { enumerable, writable } = Object.getOwnPropertyDescriptor(event, 'rawBody') ?? {}
      same([enumerable, writable], [false, false], 'rawBody is enumerable and writable')
    } finally {
      delete prototype[name]
    }
  })

  await tally.group('copies of an event with much whitespace', [20_000, 200_000], (count) => {
    const event = `a${' '.repeat(count)}b`
    same(parseUnverifiedEvent('{}', { 'x-webhook-event': `${event} ,${event}` }).unsigned.event, event, 'event')
  })

  await tally.group('whitespace before the comma of a copy', [' ', '\t', ' \t \t'], (space) =>
    same(parseUnverifiedEvent('{}', { 'x-webhook-event': `a${space},a` }).unsigned.event, 'a', 'event')
  )

  await tally.group('copies of an empty event', [',', ' ,', ', ,'], (event) =>
    same(parseUnverifiedEvent('{}', { 'x-webhook-event': event }).unsigned.event, null, 'event')
  )

  const others = [
    ['x-other', 5],
    ['accept', Symbol('s')],
    ['x-webhook-other', undefined]
  ]
  const lists = [[...others, ...Object.entries(headers('k'))], { ...Object.fromEntries(others), ...headers('k') }]
  await tally.group('other headers, of any value', lists, (all) =>
    same(new WebhookVerifier({ secrets: 'k', now: at(0) }).verify({ headers: all, body: BODY }).name, 'job.completed', 'name')
  )

  await tally.group('pieces of a body that are no bytes', ['text', new Uint16Array(4), new ArrayBuffer(4), 5], async (piece) => {
    const verifier = new WebhookVerifier({ secrets: 'k', now: at(0) })
    isError(await verifier.verifyRequest(request('k', streamOf([piece]))).catch((error) => error), TypeError)
  })

  await tally.group('a body whose memory somebody keeps', [1, 2], async (count) => {
    const bytes = new TextEncoder().encode(BODY)
    const pieces = count === 1 ? [bytes] : [bytes.subarray(0, 9), bytes.subarray(9)]
    const event = await new WebhookVerifier({ secrets: 'k', now: at(0) }).verifyRequest(request('k', streamOf(pieces)))
    bytes.fill(0)
    same(new TextDecoder().decode(event.rawBody), BODY, 'rawBody')
  })

  await tally.group('a body that changes in the middle of a call', ['by the clock'], () => {
    const bytes = new TextEncoder().encode(BODY)
    const clock = () => (bytes.fill(0), new Date(TIME))
    const { error } = new WebhookVerifier({ secrets: 'k', now: clock }).safeVerify({ headers: headers('k'), body: bytes })
    same(error?.code, 'signature_mismatch', 'code: what is hashed is what the event would have')
  })

  await tally.group('a body one byte at a time', [1], async () => {
    const pieces = Array.from(new TextEncoder().encode(BODY), (byte) => Uint8Array.of(byte))
    const event = await new WebhookVerifier({ secrets: 'k', now: at(0) }).verifyRequest(request('k', streamOf(pieces)))
    ok(event.rawBody.length === BODY.length, 'rawBody has the length of the body')
  })
}

/** @param {string[]} list */
function holed(list, at = 0) {
  delete list[at]
  return list
}

/** @param {unknown[]} pieces */
function streamOf(pieces) {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    }
  })
}
