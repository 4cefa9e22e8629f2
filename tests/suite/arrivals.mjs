// Deliveries that were kept, and requests whose body is still on its way: receivedAt and signal.
import { isError, ok, rejected, same, thrown } from './expect.mjs'
import { isRefusal } from './refusals.mjs'

/** @import { Library, Mistyped, TestedVerifier } from './cases.d.ts' */
/** @import { Tally } from './tally.mjs' */
/** @typedef {[millis: number, code: string | undefined]} Moment */
/** @import { WebhookVerifier } from 'webhook-verifier' */

const TIME = '2026-01-01T00:00:00.000Z'
const BODY = '{"event":"job.completed","data":{"id":"job_1"}}'
const SECRET = 'whsec_arrivals'
const SECOND = 1000

/** @param {number} millis */
const after = (millis) => new Date(Date.parse(TIME) + millis)

/** The last moment of each window, and the next. */
/** @type {Moment[]} */
const MOMENTS = [
  [0, undefined],
  [300 * SECOND, undefined],
  [300 * SECOND + 1, 'timestamp_too_old'],
  [-60 * SECOND, undefined],
  [-60 * SECOND - 1, 'timestamp_in_future']
]

/**
 * @param {Library} library
 * @param {unknown} _
 * @param {Tally} tally
 */
export async function arrivals(library, _, tally) {
  const { WebhookVerifier, signWebhook } = library
  const headers = { 'x-webhook-timestamp': TIME, 'x-webhook-signature': signWebhook(BODY, TIME, SECRET) }
  const delivery = { headers, body: BODY }
  // Years after the delivery.
  const verifier = new WebhookVerifier({ secret: SECRET, now: () => after(1e11) })
  /**
   * @param {Mistyped} result
   * @param {string} [code]
   */
  const isJudged = (result, code) => (code ? isRefusal(library, result, code) : same(result.type, 'job.completed', 'type'))

  await tally.group('receivedAt', MOMENTS, ([millis, code]) => {
    const kept = { ...delivery, receivedAt: after(millis) }
    const { ok, event, error } = verifier.safeVerify(kept)
    same(ok, code === undefined, 'ok')
    isJudged(event ?? error, code)
    isJudged(code ? thrown(() => verifier.verify(kept)) : verifier.verify(kept), code)
  })
  await tally.group('receivedAt left out', [{}, { receivedAt: undefined }, Object.create({ receivedAt: after(0) })], (more) =>
    isRefusal(
      library,
      thrown(() => verifier.verify(Object.assign(more, delivery))),
      'timestamp_too_old'
    )
  )
  await tally.group(
    'a secret serves as of receivedAt',
    /** @type {Moment[]} */ ([
      [-1, undefined],
      [0, 'signature_mismatch']
    ]),
    ([millis, code]) => {
      const rotating = new WebhookVerifier({ secrets: [{ id: 'a', secret: SECRET, notAfter: after(0) }] })
      const kept = { ...delivery, receivedAt: after(millis) }
      isJudged(code ? thrown(() => rotating.verify(kept)) : rotating.verify(kept), code)
    }
  )
  const invalid = [null, 0, TIME, new Date(NaN), {}]
  await tally.group('an invalid receivedAt', invalid, async (receivedAt) => {
    isError(
      thrown(() => verifier.verify({ ...delivery, receivedAt })),
      TypeError
    )
    isError(
      thrown(() => verifier.safeVerify({ ...delivery, receivedAt })),
      TypeError
    )
    if (requestOf) isError(await rejected(verifier.verifyRequest(requestOf(headers), { receivedAt })), TypeError)
  })
  if (requestOf) await requests(library, tally, verifier, headers, isJudged, requestOf)
}

/**
 * @param {Library} library
 * @param {Tally} tally
 * @param {TestedVerifier & WebhookVerifier} verifier
 * @param {Record<string, string>} headers
 * @param {(result: Mistyped, code?: string) => void} isJudged
 * @param {(headers: HeadersInit) => Request} newRequest
 */
async function requests(library, tally, verifier, headers, isJudged, newRequest) {
  await tally.group('receivedAt of a request', MOMENTS, async ([millis, code]) => {
    const promise = verifier.verifyRequest(newRequest(headers), { receivedAt: after(millis) })
    isJudged(await (code ? rejected(promise) : promise), code)
  })
  await tally.group(
    'a signal that does not abort',
    [{}, { 'content-length': String(BODY.length) }],
    async (/** @type {Record<string, string>} */ more) => {
      const { signal } = new AbortController()
      const request = newRequest({ ...headers, ...more })
      same((await verifier.verifyRequest(request, { signal, receivedAt: after(0) })).type, 'job.completed', 'type')
    }
  )
  await tally.group('a signal that aborts', ['before', 'before any piece', 'between pieces', 'with its length declared'], async (when) => {
    const controller = new AbortController()
    const reason = new Error('the user’s own')
    const { stream, canceled } = stuck(when === 'between pieces' ? [BODY.slice(0, 9)] : [])
    const request = likeRequest(when === 'with its length declared' ? { ...headers, 'content-length': '47' } : headers, stream)
    if (when === 'before') controller.abort(reason)
    const refused = rejected(verifier.verifyRequest(request, { signal: controller.signal, receivedAt: after(0) }))
    for (let turn = 0; turn < 20; turn++) await undefined
    controller.abort(reason)
    ok((await refused) === reason, 'it rejects with another reason')
    same(stream.locked, false, 'whether the stream is locked')
    if (when !== 'before') ok((await canceled) === reason, 'it is canceled with another reason')
  })
  await tally.group(
    'options of verifyRequest that are none',
    [null, 1, { signal: {} }, { signal: 1 }, { singal: undefined }],
    async (options) => isError(await rejected(verifier.verifyRequest(newRequest(headers), options)), TypeError)
  )
}

/**
 * Some runtimes have neither requests nor streams.
 * @type {((headers: HeadersInit) => Request) | undefined}
 */
const requestOf =
  globalThis.Request &&
  globalThis.ReadableStream &&
  ((headers) => new Request('https://example.com', { method: 'POST', headers, body: BODY }))

/**
 * A body that gives those pieces and then no more, without end.
 * @param {string[]} pieces
 */
function stuck(pieces) {
  /** @type {(reason: unknown) => void} */
  let cancel = () => {}
  const canceled = new Promise((resolve) => (cancel = resolve))
  /** @param {ReadableStreamDefaultController} controller */
  const start = (controller) => pieces.forEach((piece) => controller.enqueue(new TextEncoder().encode(piece)))
  return { stream: new ReadableStream({ start, cancel: (reason) => cancel(reason) }), canceled }
}

/**
 * @param {HeadersInit} headers
 * @param {ReadableStream} body
 */
const likeRequest = (headers, body) => ({
  method: 'POST',
  headers: new Headers(headers),
  body,
  bodyUsed: false,
  arrayBuffer: () => new Promise(() => {})
})
