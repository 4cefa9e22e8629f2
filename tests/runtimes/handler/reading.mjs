// The body: no more of it than allowed, no longer than allowed, and only as raw bytes.
import { isError, ok, same } from '../../suite/expect.mjs'
import { bytesOf } from '../../suite/shapes.mjs'
import { answers, goesOn, likeRequest, parcel, pause, receiver } from './receiver.mjs'

/** @import { Library, Mistyped } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { Parcel } from './receiver.mjs' */

const LIMIT = 100_000
const BRIEF = { bodyTimeoutSeconds: 0.2 }
const encoder = new TextEncoder()

/**
 * Bytes in pieces, taken one by one; then what `end` does. Counts what is taken.
 * @param {Iterator<Uint8Array>} pieces
 * @param {(controller: ReadableStreamDefaultController) => Mistyped} end
 */
function stream(pieces, end = (controller) => controller.close()) {
  const taken = { bytes: 0, canceled: 0 }
  /** @type {UnderlyingDefaultSource} */
  const source = {
    pull(controller) {
      const { done, value } = pieces.next()
      if (done) return end(controller)
      taken.bytes += value.length
      controller.enqueue(value)
    },
    cancel() {
      taken.canceled++
    }
  }
  return { taken, body: new ReadableStream(source, { highWaterMark: 0 }) }
}

/** @param {number} size */
function* endless(size) {
  for (;;) yield new Uint8Array(size)
}

/**
 * @param {string} text
 * @param {number} size
 */
function* pieces(text, size) {
  const bytes = encoder.encode(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/**
 * The same delivery with another body, and whatever else differs.
 * @param {Parcel} delivery
 * @param {ReadableStream} body
 * @param {Record<string, string>} [headers]
 */
const withBody = (delivery, body, headers) => ({ headers: { ...delivery.headers, ...headers }, body })

/**
 * @param {Library} library
 * @param {Tally} tally
 */
export async function reading(library, tally) {
  await tally.group('a body in pieces of', [1, 7, 1000], async (size) => {
    const one = receiver(library)
    const delivery = parcel(library)
    const { body } = stream(pieces(delivery.body, size))
    await answers(await one.handler(likeRequest(withBody(delivery, body), { body })), 200)
    same(one.handled[0].rawBody, bytesOf(delivery.body), 'rawBody')
  })

  await tally.group('a length beyond maxBodyBytes is refused unread', [1, 1e6, 1e15], async (more) => {
    const one = receiver(library, { maxBodyBytes: LIMIT })
    const { body, taken } = stream(endless(1000))
    const headers = { ...parcel(library).headers, 'content-length': String(LIMIT + more) }
    const response = await one.handler(likeRequest({ headers, body }, { body }))
    await answers(response, 413, 'body_too_large')
    same([response.headers.get('connection'), taken.bytes, one.rejected], ['close', 0, ['body_too_large']], 'connection, bytes, hook')
    await goesOn(library, one)
  })

  await tally.group('an endless body is left at the first piece too many', [1000, 65_536, 1_000_000], async (size) => {
    const one = receiver(library, { maxBodyBytes: LIMIT })
    const { body, taken } = stream(endless(size))
    const response = await one.handler(likeRequest(withBody(parcel(library), body), { body }))
    await answers(response, 413, 'body_too_large')
    same(response.headers.get('connection'), 'close', 'connection')
    same(taken, { bytes: (Math.floor(LIMIT / size) + 1) * size, canceled: 1 }, 'taken')
    await goesOn(library, one)
  })

  const stalls = () => new Promise(() => {})
  /** @param {ReadableStreamDefaultController} controller */
  const crawls = async (controller) => {
    await pause(10)
    // Throws once it is canceled.
    try {
      controller.enqueue(new Uint8Array(1))
    } catch {}
  }
  await tally.group('a slow body', Object.entries({ stalls, crawls }), async ([, end]) => {
    const one = receiver(library, BRIEF)
    const delivery = parcel(library)
    const { body, taken } = stream(pieces(delivery.body.slice(0, 10), 10), end)
    const response = await one.handler(likeRequest(withBody(delivery, body), { body }))
    await answers(response, 408, 'body_timeout')
    same([response.headers.get('connection'), taken.canceled], ['close', 1], 'connection and canceled')
    same([one.rejected, one.errors], [['body_timeout'], []], 'what was seen')
    await goesOn(library, one)
  })

  await tally.group('where there is no stream, arrayBuffer() is timed too', [1], async () => {
    const one = receiver(library, BRIEF)
    const request = likeRequest(parcel(library), { body: undefined, arrayBuffer: stalls })
    await answers(await one.handler(request), 408, 'body_timeout')
    const delivery = parcel(library)
    const whole = async () => encoder.encode(delivery.body).buffer
    await answers(await one.handler(likeRequest(delivery, { body: undefined, arrayBuffer: whole })), 200)
  })

  await tally.group('a sender who hangs up', [0, 10], async (after) => {
    const one = receiver(library)
    const delivery = parcel(library)
    const gone = new EvalError('gone')
    const { body } = stream(pieces(delivery.body.slice(0, after), 10), (controller) => controller.error(gone))
    /** @type {Mistyped[]} */
    const told = []
    const two = receiver(library, { onRejected: (/** @type {Error} */ error) => told.push(error) })
    await answers(await two.handler(likeRequest(withBody(delivery, body), { body })), 408, 'body_timeout')
    ok(told[0].code === 'body_timeout' && told[0].cause === gone, 'the cause is lost')
    same(two.errors, [], 'errors')
    // Nothing was claimed: the same delivery, sent again, is handled.
    await answers(await one.send(delivery), 200)
    same(one.handled.length, 1, 'handled')
  })

  await tally.group('a body of pieces without a byte, and without end', ['meets the deadline'], async () => {
    const one = receiver(library, { bodyTimeoutSeconds: 0.1 })
    const { body } = stream(endless(0))
    await answers(await one.handler(likeRequest(withBody(parcel(library), body), { body })), 408, 'body_timeout')
  })

  await tally.group('a body that was read already', ['text', 'json', 'arrayBuffer', 'getReader'], async (how) => {
    const one = receiver(library)
    const delivery = parcel(library)
    const request = new Request('https://receiver.example/', { method: 'POST', ...delivery })
    if (how === 'getReader') request.body?.getReader()
    else await request[/** @type {'text' | 'json' | 'arrayBuffer'} */ (how)]()
    await answers(await one.handler(request), 500)
    isError(one.errors[0], TypeError)
    ok(one.errors[0].message.includes('before any parser reads it'), 'it does not say what to do')
    same(one.rejected, [], 'refusals')
    await goesOn(library, one)
  })

  const PARSED = { 'an object': { event: 'job.completed' }, 'a text': '{}', 'a number': 5, 'bytes': new Uint8Array(3) }
  await tally.group('a body that is no stream', Object.entries(PARSED), async ([, body]) => {
    const one = receiver(library)
    await answers(await one.handler(likeRequest(parcel(library), { body })), 500)
    isError(one.errors[0], TypeError)
  })

  /** @type {Record<string, Mistyped>} */
  const NO_REQUEST = { 'undefined': undefined, 'a text': 'POST', 'a Node request': { method: 'POST', headers: {}, on() {} } }
  await tally.group('what is no Request', Object.entries(NO_REQUEST), async ([, request]) => {
    const one = receiver(library)
    const response = await one.handler(request)
    same(response.status, 500, 'status')
    isError(one.errors[0], TypeError)
  })

  /** @param {string} name */
  const throwing = (name) => ({
    get [name]() {
      throw new EvalError(name)
    }
  })
  const THROWING = {
    'headers': throwing('headers'),
    'headers.get': {
      headers: {
        get() {
          throw new EvalError('get')
        }
      }
    },
    'body': throwing('body'),
    'bodyUsed': throwing('bodyUsed'),
    'method': throwing('method'),
    'getReader': {
      body: {
        locked: false,
        getReader() {
          throw new EvalError('getReader')
        }
      }
    }
  }
  await tally.group('a request that throws at', Object.entries(THROWING), async ([, more]) => {
    const one = receiver(library)
    const request = Object.defineProperties(likeRequest(parcel(library)), Object.getOwnPropertyDescriptors(more))
    await answers(await one.handler(request), 500)
    same([one.errors.length, one.errors[0] instanceof EvalError, one.handled.length], [1, true, 0], 'what was seen')
    await goesOn(library, one)
  })

  await tally.group('a reader that throws', ['at once', 'later'], async (how) => {
    const one = receiver(library)
    const read =
      how === 'later'
        ? async () => Promise.reject(new EvalError('read'))
        : () => {
            throw new EvalError('read')
          }
    const body = {
      locked: false,
      getReader: () => ({
        read,
        cancel() {
          throw new EvalError('cancel')
        }
      })
    }
    await answers(await one.handler(likeRequest(parcel(library), { body })), 408, 'body_timeout')
    await goesOn(library, one)
  })

  /** @type {Record<string, [now: () => unknown, status: number, code?: string]>} */
  const CLOCKS = {
    'NaN': [() => new Date(NaN), 500],
    'a number': [() => Date.now(), 500],
    'throws': [
      () => {
        throw new EvalError('clock')
      },
      500
    ],
    'seconds for milliseconds': [() => new Date(Date.now() / 1000), 401, 'unauthorized'],
    'an hour back': [() => new Date(Date.now() - 3_600_000), 401, 'unauthorized'],
    'an hour ahead': [() => new Date(Date.now() + 3_600_000), 401, 'unauthorized']
  }
  await tally.group('a clock that says', Object.entries(CLOCKS), async ([, [now, status, code]]) => {
    let clock = now
    const one = receiver(library, { now: () => clock() })
    const delivery = parcel(library)
    await answers(await one.send(delivery), status, code)
    same([one.errors.length, one.rejected.length, one.handled.length], code ? [0, 1, 0] : [1, 0, 0], 'what was seen')
    clock = () => new Date()
    await answers(await one.send(delivery), 200)
    await goesOn(library, one)
  })
}
