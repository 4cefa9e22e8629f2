// Answers to the sender, and the calls of hooks.
import { ok, same } from '../../suite/expect.mjs'
import { answers, goesOn, parcel, receiver, requestOf } from './receiver.mjs'

/** @import { Library, Mistyped, TestedEvent } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */

/** @type {Record<string, [status: number, headers: Record<string, string>]>} */
const REFUSED = {
  missing_header: [401, { 'x-webhook-signature': '' }],
  malformed_signature: [401, { 'x-webhook-signature': 'sha256=0' }],
  malformed_timestamp: [401, { 'x-webhook-timestamp': 'now' }],
  signature_mismatch: [401, { 'x-webhook-signature': `sha256=${'0'.repeat(64)}` }],
  ambiguous_header: [400, { 'x-webhook-event': 'job.completed, job.failed' }],
  event_mismatch: [400, { 'x-webhook-event': 'job.failed' }],
  unsupported_encoding: [415, { 'content-encoding': 'gzip' }]
}

/**
 * @param {Library} library
 * @param {Tally} tally
 */
export async function answering(library, tally) {
  await tally.group('a genuine delivery', ['job.started', 'job.completed', 'job.failed', 'job.paused'], async (event) => {
    const one = receiver(library)
    await answers(await one.send(parcel(library, { event })), 200)
    same([one.handled.map(({ name }) => name), one.rejected, one.errors], [[event], [], []], 'what was seen')
  })

  await tally.group('a refusal', Object.entries(REFUSED), async ([code, [status, headers]]) => {
    const one = receiver(library)
    const response = await one.send(parcel(library, headers))
    await answers(response, status, status === 401 ? 'unauthorized' : code)
    same([one.handled, one.rejected, one.errors], [[], [code], []], 'what was seen')
    await goesOn(library, one)
  })

  await tally.group('too late or too early is a 401 like the others', [-301, 61], async (seconds) => {
    const one = receiver(library)
    await answers(await one.send(parcel(library, { time: new Date(Date.now() + seconds * 1000) })), 401, 'unauthorized')
    same(one.rejected, [seconds < 0 ? 'timestamp_too_old' : 'timestamp_in_future'], 'what was seen')
  })

  await tally.group('a body that is no JSON object', ['', '[]', '{"a":1,"a":2}'], async (body) => {
    const one = receiver(library)
    await answers(await one.send(parcel(library, { body })), 400, 'malformed_payload')
    same(one.rejected, ['malformed_payload'], 'what was seen')
  })

  await tally.group('another method', ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'], async (method) => {
    const one = receiver(library)
    const response = await one.handler(requestOf(parcel(library), method))
    same([response.status, response.headers.get('allow')], [405, 'POST'], 'status and Allow')
    if (method !== 'HEAD') same(await response.text(), '{"code":"method_not_allowed"}', 'body')
    same([one.rejected, one.errors], [[], []], 'what was seen')
  })

  await tally.group('onRejected', ['gets the error, and the request in an object'], async () => {
    /** @type {Mistyped[]} */
    const told = []
    const one = receiver(library, { onRejected: (/** @type {string[]} */ ...args) => told.push(args) })
    const request = requestOf(parcel(library, { 'x-webhook-signature': 'x' }))
    await one.handler(request)
    const [[error, about]] = told
    ok(error instanceof library.WebhookError && about.request === request, 'it got something else')
  })

  await tally.group('onHandled and onDuplicate', ['once each'], async () => {
    /** @type {Mistyped[]} */
    const told = []
    /** @param {string} name */
    const hook = (name) => (/** @type {TestedEvent} */ event, /** @type {object} */ details) =>
      void told.push([name, event.type, Object.keys(details), details])
    const one = receiver(library, { onHandled: hook('handled'), onDuplicate: hook('duplicate') })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 200)
    await answers(await one.send(delivery), 200)
    same(
      told.map((row) => row.slice(0, 3)),
      [
        ['handled', 'job.completed', ['request', 'durationMs']],
        ['duplicate', 'job.completed', ['request']]
      ],
      'hooks'
    )
    const [, , , { request, durationMs }] = told[0]
    ok(request.method === 'POST' && durationMs >= 0 && durationMs < 60_000, `durationMs is ${durationMs}`)
  })

  await tally.group('work that fails is not told to onHandled', ['500'], async () => {
    /** @type {Mistyped[]} */
    const told = []
    const onEvent = () => {
      throw new EvalError('work')
    }
    const one = receiver(library, { onEvent, onHandled: () => told.push('handled') })
    await answers(await one.send(parcel(library)), 500)
    same(told, [], 'hooks')
  })

  await tally.group('hooks are not awaited, and change no answer', ['onHandled', 'onDuplicate'], async (name) => {
    for (const hook of [
      () => new Promise(() => {}),
      () => {
        throw new EvalError('hook')
      },
      async () => {
        throw new EvalError('hook')
      }
    ]) {
      const one = receiver(library, { [name]: hook })
      const delivery = parcel(library)
      await answers(await one.send(delivery), 200)
      await answers(await one.send(delivery), 200)
      same(one.handled.length, 1, 'handled')
    }
  })

  await tally.group('a refusal carries no stack', ['onRejected'], async () => {
    /** @type {Mistyped[]} */
    const told = []
    const { stackTraceLimit } = Error
    const one = receiver(library, { onRejected: (/** @type {Error} */ error) => told.push(error) })
    await one.send(parcel(library, { secret: 'another' }))
    // Engines other than V8 write the place of the error alone.
    ok(!/\n +at /.test(told[0].stack), `the stack is ${told[0].stack}`)
    same(Error.stackTraceLimit, stackTraceLimit, 'limit of stacks')
  })

  await tally.group('without onRejected', ['one line a second, with how many were left out'], async () => {
    /** @type {string[]} */
    const lines = []
    const { warn } = console
    console.warn = (line) => void lines.push(line)
    try {
      const one = receiver(library, { onRejected: undefined })
      const forge = () => one.send(parcel(library, { secret: 'another' }))
      const begun = performance.now()
      for (let count = 0; count < 50; count++) await forge()
      const seconds = (performance.now() - begun) / 1000
      ok(lines.length >= 1 && lines.length <= 1 + seconds, `${lines.length} lines in ${seconds} s`)
      same([lines[0]?.includes('signature_mismatch'), lines[0]?.includes('more since')], [true, false], 'the first line')
      await new Promise((resolve) => setTimeout(resolve, 1100))
      await forge()
      const omitted = lines.map((line) => Number(/and (\d+) more since/.exec(line)?.[1] ?? 0))
      same(
        omitted.reduce((sum, count) => sum + count, lines.length),
        51,
        'refusals in lines, and left out'
      )
    } finally {
      console.warn = warn
    }
  })

  await tally.group('work that throws', ['at once', 'later', 'no error', 'a WebhookError'], async (how) => {
    const refusal = new library.WebhookError('signature_mismatch', 401, 'mine')
    const thrown = { 'no error': undefined, 'a WebhookError': refusal, 'later': new EvalError(), 'at once': new EvalError() }[how]
    let fails = true
    const work = () => {
      if (!fails) return
      if (how === 'later') return Promise.resolve().then(() => Promise.reject(thrown))
      throw thrown
    }
    const one = receiver(library, { on: { unknown: work } })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 500)
    same([one.errors.length, one.errors[0] === thrown, one.rejected], [1, true, []], 'what was seen')
    same(one.details[0].event.name, 'job.completed', 'the event that onError is told')
    fails = false
    await answers(await one.send(delivery), 200)
    same(one.errors.length, 1, 'errors after the retry')
  })

  await tally.group('a hook that throws changes nothing', ['onRejected', 'onRejected, later', 'both', 'onError'], async (which) => {
    /** @type {Error[]} */
    const errors = []
    const fail = which.endsWith('later')
      ? async () => Promise.reject(new EvalError('hook'))
      : () => {
          throw new EvalError('hook')
        }
    const spared = silenced(() => errors)
    const one = receiver(library, {
      ...(which !== 'onError' && { onRejected: fail }),
      onError: which === 'onError' || which === 'both' ? fail : (/** @type {Error} */ error) => void errors.push(error),
      onEvent: () => {
        if (which === 'onError') throw new RangeError('work')
      }
    })
    const refused = await one.send(parcel(library, { 'x-webhook-signature': 'x' }))
    const worked = await one.send(parcel(library))
    await Promise.resolve()
    spared()
    await answers(refused, 401, 'unauthorized')
    await answers(worked, which === 'onError' ? 500 : 200)
    same(
      errors.map((error) => error.message),
      ['hook'],
      'what was told of it'
    )
  })

  await tally.group('without onError', ['console.error gets the error'], async () => {
    /** @type {Error[]} */
    const errors = []
    const spared = silenced(() => errors)
    const error = new EvalError('work')
    const one = receiver(library, {
      onError: undefined,
      onEvent: () => {
        throw error
      }
    })
    await one.send(parcel(library))
    spared()
    same([errors.length, errors[0] === error], [1, true], 'errors')
  })

  await tally.group('without onError, errors that any sender can cause', ['one a second, with how many were left out'], async () => {
    /** @type {Mistyped[][]} */
    const logged = []
    const { error: kept } = console
    console.error = (...things) => void logged.push(things)
    const start = performance.now()
    try {
      const verifier = () => {
        throw new EvalError('no tenant')
      }
      const one = receiver(library, { onError: undefined, secrets: undefined, maxBodyBytes: undefined, now: undefined, verifier })
      for (let count = 0; count < 20; count++) await answers(await one.send(parcel(library)), 500)
      ok(logged.length >= 1 && logged.length <= 2 + (performance.now() - start) / 1000, `${logged.length} were logged`)
      same(logged[0]?.[0].message, 'no tenant', 'the first')
      await new Promise((resolve) => setTimeout(resolve, 1100))
      await one.send(parcel(library))
      const omitted = logged.map(([, note]) => Number(/and (\d+) more since/.exec(note ?? '')?.[1] ?? 0))
      same(
        omitted.reduce((sum, count) => sum + count, logged.length),
        21,
        'logged and left out'
      )
    } finally {
      console.error = kept
    }
  })

  await tally.group('the window of a delivery', ['its request, the platform and waitUntil'], async () => {
    const one = receiver(library)
    const request = requestOf(parcel(library))
    const env = { name: 'env' }
    await one.handler(request, env, 7)
    const [context] = one.contexts
    ok(context.request === request && context.platform[0] === env, 'request and platform are others')
    same([context.platform.length, typeof context.waitUntil], [2, 'function'], 'context')
  })
}

/**
 * Catches console.error until it is given back.
 * @param {() => Error[]} listOf
 */
function silenced(listOf) {
  const { error } = console
  console.error = (thing) => void listOf().push(thing)
  return () => (console.error = error)
}
