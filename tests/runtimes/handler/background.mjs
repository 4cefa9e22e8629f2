// waitUntil: whose it is, what runs under it, and what becomes of an answer when it fails.
import { ok, same } from '../../suite/expect.mjs'
import { answers, goesOn, MapStore, parcel, pause, promised, receiver, until } from './receiver.mjs'

/** @import { Library, TestedEvent } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { HandlerContext } from 'webhook-verifier' */

const BEFORE = { acknowledge: 'before' }

/** A platform that refuses to be called without itself, as Workers do. */
class Host {
  /** @type {Promise<unknown>[]} */
  promises = []
  /** @param {Promise<unknown>} promise */
  waitUntil(promise) {
    if (!(this instanceof Host)) throw new TypeError('Illegal invocation')
    this.promises.push(promise)
  }
}

/** @param {Host} host */
const settledOn = async (host) => {
  for (let at = 0; at < host.promises.length; at++) await host.promises[at]
}

/**
 * @param {Library} library
 * @param {Tally} tally
 */
export async function background(library, tally) {
  /** @type {Record<string, (host: Host) => unknown[]>} */
  const PLATFORMS = {
    'Workers: (request, env, ctx)': (host) => [{ SECRET: 'x' }, host],
    'Netlify: (request, context)': (host) => [host],
    'options': () => []
  }
  await tally.group('202 before the work', Object.entries(PLATFORMS), async ([name, platform]) => {
    const host = new Host()
    const work = promised()
    const replay = new MapStore()
    const given = name === 'options' ? { waitUntil: (/** @type {Promise<unknown>} */ promise) => host.waitUntil(promise) } : {}
    const one = receiver(library, { ...BEFORE, ...given, replay, onEvent: () => work.promise })
    const delivery = parcel(library)
    await answers(await one.send(delivery, ...platform(host)), 202)
    same(host.promises.length, 1, 'promises')
    await answers(await one.send(delivery, ...platform(host)), 503, 'delivery_in_progress')
    work.resolve()
    await settledOn(host)
    same(replay.named('complete').length, 1, 'completes')
    await answers(await one.send(delivery, ...platform(host)), 200)
  })

  await tally.group('202, and the work fails', ['claim released, error told, nothing unhandled'], async () => {
    const host = new Host()
    const replay = new MapStore()
    let fails = true
    const one = receiver(library, {
      ...BEFORE,
      replay,
      onEvent: () => {
        if (fails) throw new EvalError('work')
      }
    })
    const delivery = parcel(library)
    await answers(await one.send(delivery, host), 202)
    await settledOn(host)
    same([one.errors.length, replay.entries.size], [1, 0], 'errors and entries')
    fails = false
    await answers(await one.send(delivery, host), 202)
    await settledOn(host)
    same(replay.named('complete').length, 1, 'completes')
  })

  await tally.group('202, and work and store fail', /** @type {const} */ (['release', 'complete']), async (method) => {
    const host = new Host()
    const replay = new MapStore()
    const fails = () => Promise.reject(new EvalError('store'))
    replay.faults[method].push(fails, fails)
    const one = receiver(library, {
      ...BEFORE,
      replay,
      onEvent: () => {
        if (method === 'release') throw new RangeError('work')
      }
    })
    await answers(await one.send(parcel(library), host), 202)
    await settledOn(host)
    same(
      one.errors.map(({ name }) => name),
      method === 'release' ? ['RangeError', 'EvalError'] : ['EvalError'],
      'errors'
    )
  })

  await tally.group('before, without any waitUntil', ['works as after'], async () => {
    const one = receiver(library, {
      ...BEFORE,
      onEvent: () => {
        throw new EvalError('work')
      }
    })
    await answers(await one.send(parcel(library), undefined, { env: 1 }, null), 500)
    same(one.errors.length, 1, 'errors')
    await goesOn(library, receiver(library, BEFORE))
  })

  const refusing = {
    'throws': () => {
      throw new EvalError('waitUntil')
    },
    'rejects': () => Promise.reject(new EvalError('waitUntil'))
  }
  await tally.group('a waitUntil that', Object.entries(refusing), async ([name, waitUntil]) => {
    for (const acknowledge of ['before', 'after']) {
      const one = receiver(library, { acknowledge, waitUntil })
      const delivery = parcel(library)
      await answers(await one.send(delivery), name === 'rejects' && acknowledge === 'before' ? 202 : 200)
      await until(() => one.errors.length, 'the error')
      same([one.handled.length, one.errors.length, one.errors[0] instanceof EvalError], [1, 1, true], 'what was seen')
      await answers(await one.send(delivery), 200)
    }
  })

  await tally.group('what a function leaves to a waitUntil that throws', [BEFORE, {}], async (options) => {
    const left = promised()
    /**
     * @param {TestedEvent} event
     */
    const onEvent = (event, /** @type {HandlerContext} */ { waitUntil }) => [Promise.resolve(), left.promise].forEach(waitUntil)
    const one = receiver(library, { ...options, waitUntil: refusing.throws, onEvent })
    let isAnswered = false
    const response = one.send(parcel(library)).then((answer) => ((isAnswered = true), answer))
    await until(() => one.errors.length, 'the error')
    await pause(10)
    ok(!isAnswered, 'the answer does not wait')
    left.resolve()
    await answers(await response, 200)
  })

  await tally.group('a platform that throws when it is looked at', ['the work is done'], async () => {
    const one = receiver(library, BEFORE)
    const platform = {
      get waitUntil() {
        throw new EvalError('getter')
      }
    }
    await answers(await one.send(parcel(library), platform), 200)
    same([one.handled.length, one.errors.length], [1, 1], 'what was seen')
  })

  await tally.group('after the work, the platform still stays for it', ['should the sender hang up'], async () => {
    const host = new Host()
    const work = promised()
    const one = receiver(library, { onEvent: () => work.promise })
    const response = one.send(parcel(library), host)
    await until(() => host.promises.length === 1, 'waitUntil')
    work.resolve()
    await answers(await response, 200)
  })

  await tally.group('what a function leaves to waitUntil', ['a platform', 'no platform'], async (where) => {
    const host = new Host()
    const left = promised()
    /**
     * @param {TestedEvent} event
     */
    const onEvent = (event, /** @type {HandlerContext} */ { waitUntil }) => {
      waitUntil(left.promise)
      waitUntil(Promise.reject(new EvalError('left')))
    }
    const one = receiver(library, { onEvent })
    let answered = false
    const response = one.send(parcel(library), ...(where === 'a platform' ? [host] : [])).then((answer) => ((answered = true), answer))
    await until(() => one.errors.length === 1, 'the error')
    if (where === 'a platform') await answers(await response, 200)
    else ok(!answered, 'the answer does not wait')
    left.resolve()
    if (where !== 'a platform') await answers(await response, 200)
    await settledOn(host)
    same(one.errors.length, 1, 'errors')
  })

  await tally.group('a schema is asked before 202', ['nothing is lost'], async () => {
    const host = new Host()
    const schema = { '~standard': { version: 1, vendor: 'test', validate: async () => ({ issues: [{ message: 'no' }] }) } }
    const one = receiver(library, { ...BEFORE, schemas: { 'job.completed': schema } })
    await answers(await one.send(parcel(library), host), 500, 'schema_mismatch')
  })
}
