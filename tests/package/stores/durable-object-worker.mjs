// A Worker that runs the contract on Durable Objects of both kinds, and tells what an object has stored.
import { durableObjectReplayStore, WebhookReplayObject } from 'webhook-verifier/replay/durable-object'
import { testReplayStore } from 'webhook-verifier/testing'
import { isError, rejected, same, thrown } from '../../suite/expect.mjs'
import { claim, pause } from './claim.mjs'
import { claimingWorker } from './claim-again.mjs'
import { contractOf } from './contract.mjs'

/** @import { ReplayStore } from 'webhook-verifier' */
/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { Mistyped } from '../../suite/cases.d.ts' */

export { WebhookReplayObject }

/** In storage of the older kind; a class is of one kind. */
export class KeyValueObject extends WebhookReplayObject {}

/** The same with a window into its storage. */
export class WatchedObject extends WebhookReplayObject {
  /** @param {Foreign} state */
  constructor(state) {
    super(state)
    this.storage = state.storage
  }

  /**
   * @override
   * @param {Request} request
   */
  async fetch(request) {
    if (request.method !== 'GET') return super.fetch(request)
    return Response.json({ size: (await this.storage.list()).size, alarm: await this.storage.getAlarm() })
  }
}

const contract = contractOf(testReplayStore)

/**
 * The stored entries of the object of a key.
 * @param {Foreign} namespace
 * @param {string} key
 */
async function stored(namespace, key) {
  const response = await namespace.get(namespace.idFromName(key)).fetch('https://replay.invalid/')
  return response.json()
}

/**
 * @param {Foreign} namespace
 * @param {string} key
 */
async function emptied(namespace, key) {
  for (let tries = 0; tries < 400; tries++) {
    const { size, alarm } = await stored(namespace, key)
    if (size === 0 && alarm === null) return
    await pause(50)
  }
  throw new Error(`the storage of ${key} is not empty`)
}

/** How a key ends whose object should then keep nothing. */
const ENDS = {
  abandoned: () => undefined,
  complete: (/** @type {ReplayStore} */ store, /** @type {string} */ key) => store.complete({ key, owner: 'a', keepSeconds: 0.1 }),
  released: (/** @type {ReplayStore} */ store, /** @type {string} */ key) => store.release({ key, owner: 'a' })
}

/**
 * @param {Foreign} env
 * @param {Tally} tally
 */
async function test({ SQLITE, KEY_VALUE, WATCHED }, tally) {
  await contract([durableObjectReplayStore(SQLITE), durableObjectReplayStore(SQLITE)], tally, 'SQLite')
  await contract([durableObjectReplayStore(KEY_VALUE)], tally, 'key-value')
  const watched = durableObjectReplayStore(WATCHED)
  await tally.group('an expired object stores nothing', Object.entries(ENDS), async ([key, end]) => {
    await claim(watched, key, { keep: 0.1, lease: 0.1 })
    same((await stored(WATCHED, key)).size, 1, 'records')
    await end(watched, key)
    await emptied(WATCHED, key)
    same(await claim(watched, key), 'claimed', 'afterwards')
    await watched.complete({ key, owner: 'a', keepSeconds: 60 })
    same(await claim(watched, key), 'done')
  })
  await tally.group('an alarm that rings for an older claim', ['changes nothing'], async () => {
    await claim(watched, 'alarm')
    const record = /** @type {any} */ ({ storage: {} })
    let deleted = false
    record.storage.get = async () => ({ owner: 'a', expires: Date.now() + 60_000 })
    record.storage.deleteAll = async () => (deleted = true)
    record.storage.setAlarm = async () => undefined
    await new WebhookReplayObject(record).alarm()
    same(deleted, false, 'deleted')
  })
  const NO_NAMESPACES = [undefined, null, {}, 'REPLAY', { get() {} }]
  await tally.group('what is no binding', NO_NAMESPACES, (/** @type {Mistyped} */ namespace) =>
    isError(
      thrown(() => durableObjectReplayStore(namespace)),
      TypeError
    )
  )
  /** @param {Response} response */
  const answering = (response) => ({ idFromName: () => 1, get: () => ({ fetch: async () => response }) })
  const NONSENSE = [new Response('claimed', { status: 500 }), new Response(''), new Response('ok'), new Response(null, { status: 204 })]
  await tally.group('answers that make no sense', NONSENSE, async (response) =>
    isError(await rejected(claim(durableObjectReplayStore(answering(response.clone())), 'k')), Error)
  )
  await tally.group('answers to check() that make no sense', [new Response('claimed'), ...NONSENSE], async (response) =>
    isError(await rejected(durableObjectReplayStore(answering(response.clone())).check?.()), Error)
  )
}

export default claimingWorker((/** @type {Foreign} */ env) => durableObjectReplayStore(env.SQLITE), test)
