// Once: replays, retries, workers at the same time, and a store that fails in every way.
import { ok, same } from '../suite/expect.mjs'
import { answers, goesOn, MapStore, never, parcel, pause, promised, receiver, SECRET, until } from './receiver.mjs'

const BRIEF = { storeTimeoutSeconds: 0.05 }

export async function replaying(library, tally) {
  await tally.group('copies of one delivery', [{ replay: undefined }, { replay: new MapStore() }].map((each) => ({ name: each.replay ? 'a store' : 'memory', each })), async ({ each }) => {
    const one = receiver(library, each)
    const delivery = parcel(library)
    for (let copy = 0; copy < 3; copy++) {
      await answers(await one.send({ ...delivery, headers: { ...delivery.headers, 'x-webhook-delivery-id': String(copy) } }), 200)
    }
    same([one.handled.length, one.rejected], [1, []], 'handled and refused')
  })

  await tally.group('replay: false', ['every copy is handled'], async () => {
    const one = receiver(library, { replay: false })
    const delivery = parcel(library)
    for (let copy = 0; copy < 3; copy++) await answers(await one.send(delivery), 200)
    same(one.handled.length, 3, 'handled')
  })

  await tally.group('1,000 copies at the same time', ['memory'], async () => {
    const work = promised()
    let runs = 0
    const one = receiver(library, { onEvent: () => (runs++, work.promise) })
    const delivery = parcel(library)
    const first = one.send(delivery)
    const others = await Promise.all(Array.from({ length: 999 }, () => one.send(delivery)))
    work.resolve()
    await answers(await first, 200)
    await answers(others[0], 503, 'delivery_in_progress')
    same(others.every(({ status }) => status === 503), true, 'whether all others were told to come back')
    same([runs, one.rejected.length, others[0].headers.get('retry-after')], [1, 999, '60'], 'runs, refusals, Retry-After')
    await answers(await one.send(delivery), 200)
    same(runs, 1, 'runs in the end')
  })

  await tally.group('two handlers that share a store', ['one runs'], async () => {
    const replay = new MapStore()
    const [one, two] = [receiver(library, { replay }), receiver(library, { replay })]
    const delivery = parcel(library)
    await answers(await one.send(delivery), 200)
    await answers(await two.send(delivery), 200)
    same([one.handled.length, two.handled.length], [1, 0], 'handled')
  })

  await scopes(library, tally)
  await leases(library, tally)
  await brokenClaims(library, tally)
  await brokenEnds(library, tally)
}

async function scopes(library, tally) {
  await tally.group('scope', [[undefined, undefined, 1], ['a', 'a', 1], ['a', 'b', 2], ['a', undefined, 2]], async ([first, second, handled]) => {
    const replay = new MapStore()
    const both = [receiver(library, { replay, scope: first }), receiver(library, { replay, scope: second })]
    const delivery = parcel(library)
    for (const each of both) await answers(await each.send(delivery), 200)
    same(both[0].handled.length + both[1].handled.length, handled, 'handled')
    const { replayKey } = both[0].handled[0]
    const [, key] = replay.named('claim')[0]
    same(key, first ? `${first}:${replayKey}` : replayKey, 'key')
  })

  await tally.group("an event's name does not reach into another scope", [['a:b', 'a', 'b:job.completed']], async ([theirs, ours, event]) => {
    const replay = new MapStore()
    const data = { id: '1' }
    const attacker = receiver(library, { replay, scope: ours, dedupe: 'event' })
    const victim = receiver(library, { replay, scope: theirs, dedupe: 'event' })
    await answers(await attacker.send(parcel(library, { event, data })), 200)
    await answers(await victim.send(parcel(library, { data })), 200)
    same(victim.handled.length, 1, 'handled')
  })

  await tally.group('a sender who signs each retry afresh', ['delivery', 'event'], async (dedupe) => {
    const replay = new MapStore()
    const one = receiver(library, { replay, dedupe })
    for (const seconds of [0, -1, -2]) {
      const time = new Date(Date.now() + seconds * 1000)
      await answers(await one.send(parcel(library, { data: { id: 'job_retried' }, time })), 200)
    }
    same(one.handled.length, dedupe === 'event' ? 1 : 3, 'handled')
    const keys = new Set(replay.named('claim').map(([, key]) => key))
    same(keys.has('job.completed:job_retried'), dedupe === 'event', 'whether the key is the idempotencyKey')
  })

  await tally.group('dedupe by event where nothing signed names it', ['no id'], async () => {
    const one = receiver(library, { dedupe: 'event' })
    const body = '{"event":"job.completed","data":{}}'
    for (const seconds of [0, 0, -1]) {
      await answers(await one.send(parcel(library, { body, time: new Date(1000 * Math.floor(Date.now() / 1000) + 1000 * seconds) })), 200)
    }
    ok(one.handled.length >= 2, 'deliveries with different signatures are one')
  })

  await tally.group('another secret, another key', ['in one store'], async () => {
    const replay = new MapStore()
    const body = '{"event":"job.completed","data":{"id":"job_tenant"}}'
    const time = new Date()
    const one = receiver(library, { replay, secrets: ['mine', 'yours'] })
    for (const secret of ['mine', 'yours', 'mine']) await answers(await one.send(parcel(library, { body, time, secret })), 200)
    same(one.handled.length, 2, 'handled')
  })
}

async function leases(library, tally) {
  await tally.group('work that outlives its lease', ['another worker takes over, both answer 200'], async () => {
    const replay = new MapStore()
    const slow = promised()
    const works = [slow.promise, undefined]
    let runs = 0
    const one = receiver(library, { replay, onEvent: () => works[runs++] })
    const delivery = parcel(library)
    const first = one.send(delivery)
    await until(() => runs === 1, 'the work')
    await answers(await one.send(delivery), 503, 'delivery_in_progress')
    replay.lapse()
    await answers(await one.send(delivery), 200)
    slow.resolve()
    await answers(await first, 200)
    await answers(await one.send(delivery), 200)
    same([runs, one.errors], [2, []], 'runs and errors')
  })

  await tally.group('a stalled worker that fails', ['does not release what another has done'], async () => {
    const replay = new MapStore()
    const slow = promised()
    const works = [slow.promise, undefined, undefined]
    let runs = 0
    const one = receiver(library, { replay, onEvent: () => works[runs++] })
    const delivery = parcel(library)
    const first = one.send(delivery)
    await until(() => runs === 1, 'the work')
    replay.lapse()
    await answers(await one.send(delivery), 200)
    slow.reject(new EvalError('late'))
    await answers(await first, 500)
    await answers(await one.send(delivery), 200)
    same(runs, 2, 'runs')
  })

  await tally.group('owners', ['each claim has another'], async () => {
    const replay = new MapStore()
    const one = receiver(library, { replay })
    for (let n = 0; n < 50; n++) await one.send(parcel(library))
    const owners = replay.named('claim').map(([, , owner]) => owner)
    same([new Set(owners).size, owners.every((owner) => typeof owner === 'string' && owner.length > 15)], [50, true], 'owners')
    same(replay.named('complete').map(([, , owner]) => owner), owners, 'owners that complete')
  })
}

const REPLIES = { 'throws': () => { throw new EvalError('store') }, 'rejects': () => Promise.reject(new EvalError('store')), 'hangs': never }
const NONSENSE = [undefined, null, true, 1, 'CLAIMED', 'ok', {}, ['claimed']]

async function brokenClaims(library, tally) {
  const faults = [...Object.entries(REPLIES), ...NONSENSE.map((value) => [`answers ${JSON.stringify(value)}`, () => Promise.resolve(value)])]
  await tally.group('a claim that', faults, async ([, fault]) => {
    const replay = new MapStore()
    replay.faults.claim.push(fault)
    const told = []
    const one = receiver(library, { replay, ...BRIEF, onRejected: (error) => told.push(error) })
    const delivery = parcel(library)
    const response = await one.send(delivery)
    await answers(response, 503, 'store_unavailable')
    ok(Number(response.headers.get('retry-after')) > 0, 'there is no Retry-After')
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
    const one = receiver(library, { replay, ...BRIEF })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 503, 'store_unavailable')
    same(replay.named('release').length, 0, 'releases')
    late.resolve()
    await until(() => replay.named('release').length === 1, 'the release')
    same(replay.entries.size, 0, 'entries')
    await answers(await one.send(delivery), 200)
    same(one.handled.length, 1, 'handled')
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
    const one = receiver(library, { replay, ...BRIEF })
    await answers(await one.send(parcel(library)), 503, 'store_unavailable')
    late.resolve(answer)
    await pause(10)
    same([replay.named('release').length, one.errors.length], [0, 1], 'releases and errors')
  })

  await tally.group('a release that fails after a claim that did', Object.entries(REPLIES), async ([, fault]) => {
    const replay = new MapStore()
    replay.faults.claim.push(REPLIES.rejects)
    replay.faults.release.push(fault)
    const one = receiver(library, { replay, ...BRIEF })
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

async function brokenEnds(library, tally) {
  await tally.group('a complete that once', Object.entries(REPLIES), async ([, fault]) => {
    const replay = new MapStore()
    replay.faults.complete.push(fault)
    const one = receiver(library, { replay, ...BRIEF })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 200)
    same([one.errors, replay.named('complete').length], [[], 2], 'errors and completes')
    await answers(await one.send(delivery), 200)
    same(one.handled.length, 1, 'handled')
  })

  await tally.group('a complete that twice', Object.entries(REPLIES), async ([, fault]) => {
    const replay = new MapStore()
    replay.faults.complete.push(fault, fault)
    const one = receiver(library, { replay, ...BRIEF })
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
    const one = receiver(library, { replay, ...BRIEF, onEvent: () => { if (fails) throw new RangeError('work') } })
    const delivery = parcel(library)
    await answers(await one.send(delivery), 500)
    same(one.errors.map((error) => error.constructor === RangeError), [true, false], 'errors: of the work, of the store')
    fails = false
    replay.lapse()
    await answers(await one.send(delivery), 200)
  })

  await tally.group('a genuine delivery after many forged ones', [SECRET], async () => {
    const one = receiver(library, { replay: new MapStore() })
    const delivery = parcel(library)
    const forged = { ...delivery, headers: { ...delivery.headers, 'x-webhook-signature': `sha256=${'f'.repeat(64)}` } }
    for (let copy = 0; copy < 50; copy++) await answers(await one.send(forged), 401, 'unauthorized')
    await answers(await one.send(delivery), 200)
    same(one.handled.length, 1, 'handled')
  })
}
