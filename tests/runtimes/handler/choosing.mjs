// Options: whose function gets an event, which verifier judges a request, and what is refused when the handler is made.
import { isError, ok, same, thrown } from '../../suite/expect.mjs'
import { answers, goesOn, MapStore, parcel, receiver, SECRET } from './receiver.mjs'

/** @import { Library, Mistyped } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { WebhookError } from 'webhook-verifier' */
/** @import { TestedEvent } from '../../suite/cases.d.ts' */

const EVENTS = ['job.started', 'job.completed', 'job.failed', 'job.paused']

/**
 * @param {Library} library
 * @param {Tally} tally
 */
export async function choosing(library, tally) {
  const { createWebhookHandler, WebhookVerifier } = library

  await tally.group('an event has its own function, else unknown, else none', EVENTS, async (event) => {
    /** @type {Mistyped[]} */
    const calls = []
    /** @param {string} name */
    const note = (name) => (/** @type {Mistyped} */ given) => void calls.push([name, given.type, given.name])
    const type = event === 'job.paused' ? 'unknown' : event
    for (const on of [{ [type]: note('own'), unknown: note(type === 'unknown' ? 'own' : 'unknown') }, { unknown: note('unknown') }, {}]) {
      await answers(await receiver(library, { on }).send(parcel(library, { event })), 200)
    }
    same(
      calls,
      [
        ['own', type, event],
        ['unknown', type, event]
      ],
      'calls'
    )
  })

  await tally.group('on may be an object of a class', ['this is kept'], async () => {
    class Work {
      /** @type {string[]} */
      #done = []
      /** @param {TestedEvent} event */
      'job.completed'({ type }) {
        this.#done.push(type)
      }
      get done() {
        return this.#done
      }
    }
    const on = new Work()
    await answers(await receiver(library, { on }).send(parcel(library)), 200)
    same(on.done, ['job.completed'], 'calls')
  })

  const shared = new WebhookVerifier(SECRET)
  const VERIFIERS = { 'one': shared, 'a function': () => shared, 'an async function': async () => shared }
  await tally.group('verifier', Object.entries(VERIFIERS), async ([, verifier]) => {
    const one = receiver(library, { verifier })
    await goesOn(library, one)
    await answers(await one.send(parcel(library, { secret: 'another' })), 401, 'unauthorized')
  })

  await tally.group('a verifier for each tenant', ['a', 'b'], async (tenant) => {
    const verifiers = { a: new WebhookVerifier('secret a'), b: new WebhookVerifier('secret b') }
    const one = receiver(library, {
      verifier: (/** @type {Request} */ { headers }, /** @type {Foreign} */ env) => env.verifiers[headers.get('x-tenant') ?? '']
    })
    /** @param {string} secret */
    const send = (secret) => one.send(parcel(library, { secret, 'x-tenant': tenant }), { verifiers })
    await answers(await send(`secret ${tenant}`), 200)
    await answers(await send(`secret ${tenant === 'a' ? 'b' : 'a'}`), 401, 'unauthorized')
    await answers(await one.send(parcel(library, { 'x-tenant': 'c' }), { verifiers }), 500)
    isError(one.errors[0], TypeError)
  })

  await tally.group('a verifier function that fails', ['throws', 'rejects', 'nothing', 'another thing', 'disposed'], async (how) => {
    const dead = new WebhookVerifier('k')
    dead.dispose()
    const likeOne = { verifyRequest: (/** @type {Request} */ request) => shared.verifyRequest(request) }
    /** @type {Record<string, unknown>} */
    const results = { 'nothing': undefined, 'another thing': likeOne, 'disposed': dead }
    let fails = true
    const verifier = () => {
      if (!fails) return shared
      if (how === 'rejects') return Promise.reject(new EvalError('mine'))
      if (how === 'throws') throw new EvalError('mine')
      return results[how]
    }
    const one = receiver(library, { verifier })
    await answers(await one.send(parcel(library)), 500)
    same([one.errors.length, one.rejected, one.handled], [1, [], []], 'what was seen')
    isError(one.errors[0], how in results ? TypeError : EvalError)
    fails = false
    await goesOn(library, one)
  })

  await tally.group('a verifier function that refuses', ['an unknown tenant'], async (message) => {
    const verifier = () => {
      throw new library.WebhookError('signature_mismatch', 401, message)
    }
    /** @type {string[][]} */
    const refused = []
    const one = receiver(library, {
      verifier,
      onRejected: (/** @type {WebhookError} */ error) => void refused.push([error.code, error.message])
    })
    await answers(await one.send(parcel(library)), 401, 'unauthorized')
    same([refused, one.errors, one.handled], [[['signature_mismatch', message]], [], []], 'what was seen')
  })

  await tally.group('a mistake in the options', Object.entries(mistakes(library)), ([, [options, Class = TypeError]]) => {
    const hasWork = ['on', 'onEvent'].some((name) => name in Object(options))
    const base = { ...(!('verifier' in Object(options)) && { secrets: SECRET }), ...(!hasWork && { onEvent() {} }) }
    const error = thrown(() => createWebhookHandler(options && typeof options === 'object' ? { ...base, ...options } : options))
    isError(error, Class)
    ok(error.message.length > 20 && !error.message.includes('[object'), `it says: ${error.message}`)
  })

  await tally.group('a function that is undefined is called that', ['on'], () => {
    const error = thrown(() => createWebhookHandler({ secrets: SECRET, on: { 'job.completed': undefined } }))
    same(error.message, "on['job.completed'] must be a function, not undefined", 'message')
  })

  await tally.group('an option that is undefined is none', ['all of them'], async () => {
    const names = ['verifier', 'on', 'schemas', 'replay', 'onHandled', 'onDuplicate']
    const more = ['bodyTimeoutSeconds', 'acknowledge', 'waitUntil', 'now', 'toleranceSeconds', 'maxBodyBytes']
    /** @param {string[]} names */
    const absent = (names) => Object.fromEntries(names.map((name) => [name, undefined]))
    await goesOn(library, receiver(library, absent([...names, ...more])))
    const group = ['store', 'dedupe', 'scope', 'leaseSeconds', 'keepSeconds', 'timeoutSeconds']
    await goesOn(library, receiver(library, { replay: absent(group) }))
  })

  const POLLUTED = ['replay', 'on', 'store', 'unknown', 'acknowledge', 'job.started']
  await tally.group('what is on Object.prototype is no option', POLLUTED, async (name) => {
    /** @param {string} event */
    const request = (event) => new Request('https://receiver.example/', { method: 'POST', ...parcel(library, { event }) })
    const [first, second] = [request('job.started'), request('job.started')]
    const prototype = /** @type {Record<string, unknown>} */ (Object.prototype)
    prototype[name] = 'polluted'
    try {
      const one = receiver(library)
      await answers(await one.handler(first), 200)
      same(one.handled.length, 1, 'handled')
      await answers(await receiver(library, { on: { 'job.completed'() {} } }).handler(second), 200)
    } finally {
      delete prototype[name]
    }
  })

  /** @type {[options: { replay?: object, [option: string]: unknown }, keep: number, lease?: number][]} */
  const KEPT = [
    [{}, 420],
    [{ toleranceSeconds: 10, futureToleranceSeconds: 5 }, 75],
    [{ replay: { keepSeconds: 86_400 } }, 86_400],
    [{ replay: { keepSeconds: 420 } }, 420],
    [{ verifier: new WebhookVerifier({ secrets: SECRET, toleranceSeconds: 3600 }) }, 3720],
    [{ verifier: () => new WebhookVerifier({ secrets: SECRET, toleranceSeconds: 3600 }), replay: { keepSeconds: 5 } }, 3720],
    [{ replay: { leaseSeconds: 7 } }, 420, 7],
    [{ bodyTimeoutSeconds: 1 }, 420],
    // A copy whose headers come at the end of the window and whose body takes all of its time.
    [{ bodyTimeoutSeconds: 180 }, 590],
    [{ bodyTimeoutSeconds: 180, replay: { keepSeconds: 590 } }, 590]
  ]
  await tally.group('how long the store keeps a key', KEPT, async ([options, keep, lease = 60]) => {
    const store = new MapStore()
    await answers(await receiver(library, { ...options, replay: { store, ...options.replay } }).send(parcel(library)), 200)
    same(
      store.named('claim').map(([, , , kept, seconds]) => [kept, seconds]),
      [[keep, lease]],
      'seconds of the claim'
    )
  })
}

const POSITIVE = ['leaseSeconds', 'timeoutSeconds']

/**
 * @param {Pick<Library, 'WebhookVerifier'>} library
 * @returns {Record<string, [options: Mistyped, Class?: ErrorConstructor]>}
 */
function mistakes({ WebhookVerifier }) {
  const verifier = new WebhookVerifier(SECRET)
  const patient = new WebhookVerifier({ secrets: SECRET, toleranceSeconds: 1000 })
  /**
   * @param {string} name
   * @returns {[title: string, mistake: [options: Mistyped, Class?: ErrorConstructor]][]}
   */
  const number = (name) => [-1, NaN, Infinity, '1', null].map((value) => [`${name} ${value}`, [{ [name]: value }, RangeError]])
  /**
   * @param {string} name
   * @returns {ReturnType<typeof number>}
   */
  const numberOfReplay = (name) => number(name).map(([title, [options]]) => [title, [{ replay: options }, RangeError]])
  return {
    'none': [undefined],
    'null': [null],
    'a secret alone': [SECRET],
    'a function': [() => {}],
    'a misspelt option': [{ onevent() {} }],
    'no secret': [{ secrets: undefined }],
    'an empty secret': [{ secrets: '' }],
    'a secret beside a verifier': [{ verifier, secrets: SECRET }],
    'a clock beside a verifier': [{ verifier, now: () => new Date() }],
    'another verifier': [{ verifier: { verifyRequest() {} } }],
    'verifier null': [{ verifier: null }],
    'on and onEvent': [{ on: {}, onEvent() {} }],
    'on a function': [{ on() {} }],
    'on null': [{ on: null }],
    'on with no such event': [{ on: { 'job.complete'() {} } }],
    'on with no function': [{ on: { 'job.completed': 'save' } }],
    'onEvent no function': [{ onEvent: 'save' }],
    'onRejected no function': [{ onRejected: true }],
    'onError no function': [{ onError: null }],
    'waitUntil no function': [{ waitUntil: {} }],
    'now no function': [{ now: new Date() }],
    'schemas no object': [{ schemas: () => {} }],
    'schemas of no such event': [{ schemas: { 'job.complete': { '~standard': { validate() {} } } } }],
    'a schema that is none': [{ schemas: { 'job.completed': { parse() {} } } }],
    'replay true': [{ replay: true }],
    'replay null': [{ replay: null }],
    'a store without release': [{ replay: { claim() {}, complete() {} } }],
    'neither on nor onEvent': [{ onEvent: undefined }],
    'an option of replay outside of it': [{ dedupe: 'event' }],
    'a misspelled option of replay': [{ replay: { lease: 1 } }],
    'replay.store false': [{ replay: { store: false } }],
    'replay.store null': [{ replay: { store: null } }],
    'replay.store without release': [{ replay: { store: { claim() {}, complete() {} } } }],
    'scope no text': [{ replay: { scope: 1 } }],
    'scope too long': [{ replay: { scope: 'x'.repeat(257) } }],
    'scope empty': [{ replay: { scope: '' } }],
    'scope no Unicode': [{ replay: { scope: '\ud800' } }],
    'dedupe': [{ replay: { dedupe: 'id' } }],
    'acknowledge': [{ acknowledge: true }],
    'acknowledge null': [{ acknowledge: null }],
    'keepSeconds below the window': [{ replay: { keepSeconds: 419 } }, RangeError],
    'keepSeconds below the window and the time of the body': [{ bodyTimeoutSeconds: 180, replay: { keepSeconds: 589 } }, RangeError],
    'keepSeconds zero': [{ replay: { keepSeconds: 0 } }, RangeError],
    'keepSeconds below that of a verifier': [{ verifier: patient, replay: { keepSeconds: 1000 } }, RangeError],
    ...Object.fromEntries(['toleranceSeconds', 'maxBodyBytes', 'bodyTimeoutSeconds'].flatMap(number)),
    ...Object.fromEntries(['keepSeconds', ...POSITIVE].flatMap(numberOfReplay)),
    ...Object.fromEntries(POSITIVE.map((name) => [`${name} 0`, [{ replay: { [name]: 0 } }, RangeError]])),
    'bodyTimeoutSeconds 0': [{ bodyTimeoutSeconds: 0 }, RangeError]
  }
}
