// A store that fails in every way, at every step: the sender hears the documented answer, and the next delivery is handled.
import { ok, same } from '../../suite/expect.mjs'
import { answers, goesOn, MapStore, parcel, pause, promised, receiver, until } from './receiver.mjs'

/** @import { Library, Mistyped } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */

const TIMEOUT_SECONDS = 0.05
const REPLIES = {
  throws() {
    throw new EvalError('store')
  },
  rejects: () => Promise.reject(new EvalError('store')),
  hangs: () => new Promise(() => {})
}
const NONSENSE = [undefined, null, true, 1, 'CLAIMED', 'ok', {}, ['claimed']]

/**
 * @param {Library} library
 * @param {Tally} tally
 */
export async function storeFaults(library, tally) {
  await brokenClaims(library, tally)
  await brokenEnds(library, tally)
}

/**
 * @param {Library} library
 * @param {Tally} tally
 */
async function brokenClaims(library, tally) {
  /** @type {[string, () => Mistyped][]} */
  const nonsense = NONSENSE.map((value) => [`answers ${JSON.stringify(value)}`, async () => value])
  /** @type {[name: string, fault: () => Mistyped][]} */
  const faults = [...Object.entries(REPLIES), ...nonsense]
  await tally.group('a claim that', faults, async ([, fault]) => {
    const replay = new MapStore()
    replay.faults.claim.push(fault)
    /** @type {Mistyped[]} */
    const told = []
    const one = receiver(library, {
      replay: { store: replay, timeoutSeconds: TIMEOUT_SECONDS },
      onRejected: (/** @type {Error} */ error) => told.push(error)
    })
    const delivery = parcel(library)
    const response = await one.send(delivery)
    await answers(response, 503, 'store_unavailable')
    same(response.headers.get('retry-after'), '5', 'Retry-After')
    same([one.errors.length, told.length, told[0].code, one.handled.length], [1, 1, 'store_unavailable', 0], 'what was seen')
    ok(told[0].cause === one.errors[0], 'the cause is lost')
    await answers(await one.send(delivery), 200)
    same(one.handled.length, 1, 'handled by the retry')
    await goesOn(library, one)
  })

  await tally.group('a claim that comes too late', ['claimed', 'claimed, then rejects'], async (how) => {
    const replay = new MapStore()
    const late = promised()
    replay.faults.claim.push(async (claim) => {
      await late.promise
      const answer = await claim()
      if (how === 'claimed') return answer
      throw new EvalError('the answer is lost')
    })
    const one = receiver(library, { replay: { store: replay, timeoutSeconds: TIMEOUT_SECONDS } })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 503, 'store_unavailable')
    same(replay.named('release').length, 0, 'releases')
    late.resolve()
    await until(() => replay.named('release').length === 1, 'the release')
    same(replay.entries.size, 0, 'entries')
    await answers(await one.send(delivery), 200)
    same(one.handled.length, 1, 'handled')
  })

  await tally.group('a platform stays alive for a late claim', ['until it is released'], async () => {
    const replay = new MapStore()
    /** @type {Promise<unknown>[]} */
    const promises = []
    const late = promised()
    replay.faults.claim.push(async (claim) => {
      await late.promise
      await pause(20)
      return claim()
    })
    const one = receiver(library, {
      replay: { store: replay, timeoutSeconds: TIMEOUT_SECONDS },
      waitUntil: (/** @type {Promise<unknown>} */ promise) => promises.push(promise)
    })
    await answers(await one.send(parcel(library)), 503, 'store_unavailable')
    late.resolve()
    await Promise.all(promises)
    same([replay.named('release').length, one.errors.length], [1, 1], 'releases and errors')
  })

  await tally.group('a claim whose answer is lost', ['is released'], async () => {
    const replay = new MapStore()
    replay.faults.claim.push((claim) => claim().then(() => Promise.reject(new EvalError('reset'))))
    const one = receiver(library, { replay })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 503, 'store_unavailable')
    await until(() => replay.entries.size === 0, 'the release')
    await answers(await one.send(delivery), 200)
  })

  await tally.group('a late claim that somebody else had', ['done', 'in_progress'], async (answer) => {
    const replay = new MapStore()
    const late = promised()
    replay.faults.claim.push(() => late.promise)
    const one = receiver(library, { replay: { store: replay, timeoutSeconds: TIMEOUT_SECONDS } })
    await answers(await one.send(parcel(library)), 503, 'store_unavailable')
    late.resolve(answer)
    await pause(10)
    same([replay.named('release').length, one.errors.length], [0, 1], 'releases and errors')
  })

  await tally.group('a release that fails after a claim that did', Object.entries(REPLIES), async ([, fault]) => {
    const replay = new MapStore()
    replay.faults.claim.push(REPLIES.rejects)
    replay.faults.release.push(fault)
    const one = receiver(library, { replay: { store: replay, timeoutSeconds: TIMEOUT_SECONDS } })
    await answers(await one.send(parcel(library)), 503, 'store_unavailable')
    await pause(10)
    same(one.errors.length, 1, 'errors')
    await goesOn(library, one)
  })

  await tally.group('a store that claims everything', ['work is done, nobody crashes'], async () => {
    const replay = { claim: () => 'claimed', complete() {}, release() {} }
    const one = receiver(library, { replay })
    const delivery = parcel(library)
    for (let copy = 0; copy < 2; copy++) await answers(await one.send(delivery), 200)
    same(one.handled.length, 2, 'handled')
  })

  await tally.group('a full store', ['503, and room again later'], async () => {
    const replay = new MapStore()
    replay.faults.claim.push(...Array.from({ length: 3 }, () => REPLIES.rejects))
    const one = receiver(library, { replay })
    const delivery = parcel(library)
    for (let copy = 0; copy < 3; copy++) await answers(await one.send(delivery), 503, 'store_unavailable')
    await answers(await one.send(delivery), 200)
  })
}

/**
 * @param {Library} library
 * @param {Tally} tally
 */
async function brokenEnds(library, tally) {
  await tally.group('a complete that once', Object.entries(REPLIES), async ([, fault]) => {
    const replay = new MapStore()
    replay.faults.complete.push(fault)
    const one = receiver(library, { replay: { store: replay, timeoutSeconds: TIMEOUT_SECONDS } })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 200)
    same([one.errors, replay.named('complete').length], [[], 2], 'errors and completes')
    await answers(await one.send(delivery), 200)
    same(one.handled.length, 1, 'handled')
  })

  await tally.group('a complete that twice', Object.entries(REPLIES), async ([, fault]) => {
    const replay = new MapStore()
    replay.faults.complete.push(fault, fault)
    const one = receiver(library, { replay: { store: replay, timeoutSeconds: TIMEOUT_SECONDS } })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 200)
    same([one.errors.length, replay.named('complete').length, one.rejected], [1, 2, []], 'errors, completes, refusals')
    same(one.details[0].event.data.id, one.handled[0].data.id, 'the event that onError is told')
    await answers(await one.send(delivery), 503, 'delivery_in_progress')
    await goesOn(library, one)
  })

  await tally.group('a release that', Object.entries(REPLIES), async ([, fault]) => {
    const replay = new MapStore()
    replay.faults.release.push(fault)
    let fails = true
    const one = receiver(library, {
      replay: { store: replay, timeoutSeconds: TIMEOUT_SECONDS },
      onEvent: () => {
        if (fails) throw new RangeError('work')
      }
    })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 500)
    same(
      one.errors.map((error) => error.constructor === RangeError),
      [true, false],
      'errors: of the work, of the store'
    )
    fails = false
    replay.lapse()
    await answers(await one.send(delivery), 200)
  })
}
