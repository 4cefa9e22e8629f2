// Once: replays, retries, workers at the same time.
import { ok, present, same } from '../../suite/expect.mjs'
import { answers, MapStore, parcel, promised, receiver, SECRET, until } from './receiver.mjs'

/** @import { Library, TestedEvent } from '../../suite/cases.d.ts' */
/** @import { Tally } from '../../suite/tally.mjs' */

/**
 * @param {Library} library
 * @param {Tally} tally
 */
export async function replaying(library, tally) {
  await tally.group('copies of one delivery', Object.entries({ memory: undefined, store: new MapStore() }), async ([, replay]) => {
    const one = receiver(library, { replay })
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
    const other = present(others[0])
    await answers(other, 503, 'delivery_in_progress')
    same(
      others.every(({ status }) => status === 503),
      true,
      'whether all others were told to come back'
    )
    same([runs, one.rejected.length, other.headers.get('retry-after')], [1, 999, '60'], 'runs, refusals, Retry-After')
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

  await tally.group('a genuine delivery after many forged ones', [SECRET], async () => {
    const one = receiver(library, { replay: new MapStore() })
    const delivery = parcel(library)
    const forged = { ...delivery, headers: { ...delivery.headers, 'x-webhook-signature': `sha256=${'f'.repeat(64)}` } }
    for (let copy = 0; copy < 50; copy++) await answers(await one.send(forged), 401, 'unauthorized')
    await answers(await one.send(delivery), 200)
    same(one.handled.length, 1, 'handled')
  })

  await scopes(library, tally)
  await leases(library, tally)
}

/**
 * @param {Library} library
 * @param {Tally} tally
 */
async function scopes(library, tally) {
  const PAIRS = [
    [undefined, undefined, 1],
    ['a', 'a', 1],
    ['a', 'b', 2],
    ['a', undefined, 2]
  ]
  await tally.group('scope', PAIRS, async ([first, second, handled]) => {
    const replay = new MapStore()
    const one = receiver(library, { replay: { store: replay, scope: first } })
    const other = receiver(library, { replay: { store: replay, scope: second } })
    const delivery = parcel(library)
    for (const each of [one, other]) await answers(await each.send(delivery), 200)
    same(one.handled.length + other.handled.length, handled, 'handled')
    const { replayKey } = present(one.handled[0])
    const [, key] = present(replay.named('claim')[0])
    same(key, `${first ?? ''}:delivery:${replayKey}`, 'key')
  })

  const NAMES = [{ theirs: 'a:b', ours: 'a', event: 'b:job.completed' }]
  await tally.group("an event's name does not reach into another scope", NAMES, async ({ theirs, ours, event }) => {
    const replay = new MapStore()
    const data = { id: '1' }
    const attacker = receiver(library, { replay: { store: replay, scope: ours, dedupe: 'event' } })
    const victim = receiver(library, { replay: { store: replay, scope: theirs, dedupe: 'event' } })
    await answers(await attacker.send(parcel(library, { event, data })), 200)
    await answers(await victim.send(parcel(library, { data })), 200)
    same(victim.handled.length, 1, 'handled')
  })

  await tally.group('a scope for each tenant', ['dedupe by event'], async () => {
    /** @param {{ url: string }} parts */
    const tenantOf = ({ url }) => new URL(url).searchParams.get('tenant')
    /** @param {Request} request */
    const verifier = (request) => new library.WebhookVerifier(`whsec_${tenantOf(request)}`)
    const one = receiver(library, {
      verifier,
      replay: {
        store: new MapStore(),
        dedupe: 'event',
        scope: (/** @type {Request} */ request, /** @type {TestedEvent} */ event) => tenantOf(request) + event.type
      }
    })
    /** @param {string} tenant */
    const send = (tenant) => {
      const { headers, body } = parcel(library, { secret: `whsec_${tenant}`, data: { id: 'job_shared' } })
      return one.handler(new Request(`https://receiver.example/?tenant=${tenant}`, { method: 'POST', headers, body }))
    }
    for (const tenant of ['a', 'b', 'a', 'b']) await answers(await send(tenant), 200)
    same(one.handled.length, 2, 'handled')
  })
  await tally.group(
    'a scope that is none',
    [
      () => '',
      () => 1,
      () => 'x'.repeat(257),
      async () => {},
      () => {
        throw new EvalError('scope')
      }
    ],
    async (scope) => {
      const one = receiver(library, { replay: { scope } })
      await answers(await one.send(parcel(library)), 500)
      same([one.handled.length, one.errors.length], [0, 1], 'handled and errors')
    }
  )

  await tally.group('a sender that re-signs each retry', ['delivery', 'event'], async (dedupe) => {
    const replay = new MapStore()
    const one = receiver(library, { replay: { store: replay, dedupe } })
    for (const seconds of [0, -1, -2]) {
      const time = new Date(Date.now() + seconds * 1000)
      await answers(await one.send(parcel(library, { data: { id: 'job_retried' }, time })), 200)
    }
    same(one.handled.length, dedupe === 'event' ? 1 : 3, 'handled')
    const keys = new Set(replay.named('claim').map(([, key]) => key))
    same(keys.has(':event:job.completed:job_retried'), dedupe === 'event', 'whether the key is the idempotencyKey')
  })

  await tally.group('long ids have short keys of their own', ['dedupe by event'], async () => {
    const replay = new MapStore()
    const one = receiver(library, { replay: { store: replay, dedupe: 'event', scope: 'x'.repeat(256) } })
    const long = 'y'.repeat(500_000)
    for (const end of ['1', '2', '\ud800', '\udc00', '1']) await answers(await one.send(parcel(library, { data: { id: long + end } })), 200)
    const keys = replay.named('claim').map(([, key]) => key)
    same([one.handled.length, new Set(keys).size], [4, 4], 'handled and keys')
    same(
      keys.filter((key) => key.length > 900),
      [],
      'long keys'
    )
  })

  await tally.group('dedupe by event where nothing signed names it', ['no id'], async () => {
    const one = receiver(library, { replay: { dedupe: 'event' } })
    const body = '{"event":"job.completed","data":{}}'
    const start = Date.now()
    for (const seconds of [0, 0, -1]) {
      await answers(await one.send(parcel(library, { body, time: new Date(start + 1000 * seconds) })), 200)
    }
    same(one.handled.length, 2, 'handled')
  })

  await tally.group('another secret, another key', ['in one store'], async () => {
    const replay = new MapStore()
    const body = '{"event":"job.completed","data":{"id":"job_tenant"}}'
    const time = new Date()
    const one = receiver(library, { replay, secrets: ['mine', 'yours'] })
    for (const secret of ['mine', 'yours', 'mine']) {
      await answers(await one.send(parcel(library, { body, time, secret })), 200)
    }
    same(one.handled.length, 2, 'handled')
  })
}

/**
 * @param {Library} library
 * @param {Tally} tally
 */
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
    same(new Set(owners).size, 50, 'different owners')
    ok(
      owners.every((owner) => typeof owner === 'string' && owner.length > 15),
      'an owner is short'
    )
    same(
      replay.named('complete').map(([, , owner]) => owner),
      owners,
      'owners that complete'
    )
  })
}
