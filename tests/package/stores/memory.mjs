// The store in memory: the contract, that it is bounded, forgets by expiry alone, and stays quick when it is full.
// @run replay store in memory, %; on: Node 20, Node 26
import { ok, rejected, same, thrown, isError } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { claim, pause } from './claim.mjs'
import { contract, load } from './load.mjs'

/** @import { ReplayStore } from 'webhook-verifier' */

const { memoryReplayStore } = load('webhook-verifier/replay')

const tally = new Tally()
await contract([memoryReplayStore()], tally, 'memory')

const KEYS = ['a', 'b', 'c']
/** @param {ReplayStore} store */
const complete = (store, keys = KEYS, keepOfOne = 60) =>
  Promise.all(keys.map((key) => store.complete({ key, owner: 'a', keepSeconds: key === 'b' ? keepOfOne : 60 })))
/** @param {ReplayStore} store */
const release = (store) => store.release({ key: 'b', owner: 'a' })

/** How a store of three is filled, and what makes room in it for one more. Only with a `release` it is full until then. */
const FULL = [
  { name: 'of claims, one is released', fill: () => undefined, release },
  { name: 'of claims, one of a lease that ended', lease: 0.05, fill: () => undefined },
  { name: 'of what is done, one long ago', fill: (/** @type {ReplayStore} */ store) => complete(store, KEYS, 0.05) },
  { name: 'of what is done and a claim that is released', fill: (/** @type {ReplayStore} */ store) => complete(store, ['a', 'c']), release }
]
await tally.group('full', FULL, async ({ fill, release, ...ofOne }) => {
  const store = memoryReplayStore({ maxEntries: 3 })
  for (const key of KEYS) same(await claim(store, key, key === 'b' ? ofOne : {}), 'claimed', key)
  await fill(store)
  if (release) await isFull(store)
  await (release ? release(store) : pause(200))
  same(await claim(store, 'd'), 'claimed', 'the claim when there was room')
  await isFull(store)
})

/** @param {ReplayStore} store */
async function isFull(store) {
  const error = await rejected(claim(store, 'e'))
  isError(error, Error)
  ok(/full/.test(error.message), error.message)
  for (const key of ['a', 'c']) ok((await claim(store, key, { owner: 'another' })) !== 'claimed', `${key} was pushed out`)
}

await tally.group('a scope has at most half, and leaves room for others', ['three scopes in 16 places'], async () => {
  const store = memoryReplayStore({ maxEntries: 16 })
  /** @param {string} scope */
  const fill = async (scope) => {
    for (let number = 0; ; number++) {
      try {
        await claim(store, `${scope}:delivery:${number}`)
      } catch (error) {
        return [number, /scope/.test(/** @type {Error} */ (error).message)]
      }
    }
  }
  same(
    [await fill('a'), await fill('b'), await fill('c')],
    [
      [8, true],
      [4, true],
      [2, true]
    ],
    'claimed, and refused for the scope'
  )
  await store.complete({ key: 'a:delivery:0', owner: 'a', keepSeconds: 60 })
  for (const number of [1, 2, 3, 4]) await store.release({ key: `a:delivery:${number}`, owner: 'a' })
  same(await claim(store, 'a:delivery:new'), 'claimed', 'once there is room')
  same(await fill(''), [5, false], 'without a scope, to the last place')
})

await tally.group('a scope has one share,', ['whatever the length of its keys', 'also where it is long'], async (which) => {
  const store = memoryReplayStore({ maxEntries: 16 })
  const scope = which.startsWith('also') ? 's'.repeat(600) : 's'
  let count = 0
  for (const length of [1, 600, 1, 600]) {
    for (const number of Array(16).keys()) {
      const key = `${scope}:event:${number}${'x'.repeat(length)}`
      if ((await claim(store, key, { owner: `${count}` }).catch(() => {})) === 'claimed') count++
    }
  }
  same(count, 8, 'keys')
})
await tally.group('long keys', ['of one scope, of none, that look like stored ones'], async () => {
  const store = memoryReplayStore()
  const long = 'x'.repeat(600)
  for (const key of [`s:${long}`, `s:${long}y`, `t:${long}`, long, `\\s:${long}`, `\\\\s:${long}`, `\\s`, `\\\\s`]) {
    same([await claim(store, key), await claim(store, key, { owner: 'b' })], ['claimed', 'in_progress'], key.slice(0, 5))
  }
})
await tally.group('a claim that finds no room', ['leaves a lapsed lease to its worker'], async () => {
  const store = memoryReplayStore({ maxEntries: 4 })
  await claim(store, 's:late', { lease: 0.01 })
  await pause(30)
  for (const key of ['s:1', 's:2']) same(await claim(store, key), 'claimed', key)
  ok(/scope/.test((await rejected(claim(store, 's:late', { owner: 'b' }))).message), 'the second claim found room')
  await store.complete({ key: 's:late', owner: 'a', keepSeconds: 60 })
  same(await claim(store, 's:late', { owner: 'b' }), 'done', 'a claim after the completion')
})
await tally.group('a long key counts for its scope, as others do', ['a scope of 2,304 characters'], async () => {
  const store = memoryReplayStore({ maxEntries: 4 })
  /** @param {number} number */
  const key = (number, scope = encodeURIComponent('é'.repeat(256))) => `${scope}:delivery:${number}`
  same([await claim(store, key(1)), await claim(store, key(2))], ['claimed', 'claimed'], 'its half')
  ok(/scope/.test((await rejected(claim(store, key(3)))).message), 'a third')
  same(await claim(store, key(3, 'b')), 'claimed', "another scope's")
  same(await claim(store, key(1), { owner: 'b' }), 'in_progress', 'the first again')
})
await tally.group('no long key or owner is kept', ['\\', 'é'.repeat(513), 'é'.repeat(100_000), `a:${'b'.repeat(1e6)}`], async (text) => {
  const { set } = Map.prototype
  /** @type {string[]} */
  const kept = []
  Map.prototype.set = function (/** @type {string} */ key, /** @type {{ owner?: string }} */ value) {
    kept.push(key, value?.owner ?? '')
    return set.call(this, key, value)
  }
  const store = memoryReplayStore()
  try {
    same(await claim(store, text, { owner: text }), 'claimed')
  } finally {
    Map.prototype.set = set
  }
  const lengths = kept.map(({ length }) => length)
  ok(lengths.length > 1 && lengths.every((length) => length <= 512), `${lengths} characters`)
  same(await claim(store, text, { owner: `${text}1` }), 'in_progress')
  await store.complete({ key: text, owner: text, keepSeconds: 60 })
  same(await claim(store, text), 'done')
})

/** Keys with the most various durations, against a plain list of what should be there. */
await tally.group('differing durations', [1, 2, 3, 4, 5], async () => {
  const size = 400
  const store = memoryReplayStore({ maxEntries: size })
  /** @type {string[]} */
  const live = []
  /** @type {string[]} */
  const fleeting = []
  for (let number = 0; number < size; number++) {
    const isLive = Math.random() < 0.5
    const seconds = isLive ? 60 + Math.random() * 1e4 : 0.001 + Math.random() * 0.05
    await claim(store, `key ${number}`, { lease: seconds, keep: seconds })
    if (Math.random() < 0.5) await store.complete({ key: `key ${number}`, owner: 'a', keepSeconds: seconds })
    ;(isLive ? live : fleeting).push(`key ${number}`)
    if (isLive && Math.random() < 0.2) await store.release({ key: live[Math.floor(Math.random() * live.length)], owner: 'a' })
  }
  await pause(150)
  const answers = await Promise.all(live.map((key) => claim(store, key, { owner: 'b' })))
  const again = await Promise.all(live.map((key) => claim(store, key, { owner: 'c' })))
  ok(
    again.every((answer) => answer !== 'claimed'),
    'a live key could be claimed'
  )
  ok(answers.filter((answer) => answer !== 'claimed').length > live.length / 2, 'live keys were forgotten')
  for (let number = 0; number < size - live.length; number++) same(await claim(store, `new ${number}`), 'claimed', `new ${number}`)
  isError(await rejected(claim(store, 'one more')), Error)
})

await tally.group('a key that leaves the middle', ['what ends early is found'], async () => {
  const store = memoryReplayStore({ maxEntries: 8 })
  // As they lie in a heap, each above two that end later. When `key 3` leaves, `key 5` is put below `key 1`, and has to rise.
  const leases = [0.3, 1000, 0.35, 1001, 1002, 0.4]
  for (const [number, seconds] of leases.entries()) await claim(store, `key ${number}`, { lease: seconds })
  await store.release({ key: 'key 3', owner: 'a' })
  for (const seconds of [2000, 2001, 2002]) await claim(store, `key of ${seconds}`, { lease: seconds })
  await pause(600)
  for (const number of [1, 2, 3]) same(await claim(store, `new ${number}`), 'claimed', `new ${number}`)
  isError(await rejected(claim(store, 'one more')), Error)
})

await tally.group('no claim pays for all that expired', ['100,000 at once'], async () => {
  const store = memoryReplayStore()
  for (let number = 0; number < 100_000; number++) await claim(store, `key ${number}`, { lease: 0.001, keep: 0.001 })
  await pause(20)
  let calls = 0
  const { delete: remove } = Map.prototype
  Map.prototype.delete = function (/** @type {string} */ key) {
    calls++
    return remove.call(this, key)
  }
  try {
    await claim(store, 'one more')
  } finally {
    Map.prototype.delete = remove
  }
  ok(calls <= 4, `${calls} entries were taken out`)
  same(await claim(store, 'key 99999', { owner: 'b' }), 'claimed', 'a claim of one that is yet to be taken out')
  same(await claim(store, 'key 99999', { owner: 'another' }), 'in_progress', 'and another')
})

await tally.group('a claim that was taken over', ['leaves nothing that could expire'], async () => {
  const store = memoryReplayStore()
  await claim(store, 'k', { lease: 0.02, keep: 0.1 })
  await pause(50)
  same(await claim(store, 'k', { owner: 'b' }), 'claimed')
  await pause(200)
  for (const key of KEYS) await claim(store, key)
  same(await claim(store, 'k', { owner: 'c' }), 'in_progress')
})

/** @type {[any, ErrorConstructor][]} */
const BAD_OPTIONS = [
  [0, RangeError],
  [-1, RangeError],
  [1.5, RangeError],
  [NaN, RangeError],
  [Infinity, RangeError],
  ['10', RangeError],
  [null, RangeError]
]
await tally.group('maxEntries that make no sense', BAD_OPTIONS, ([maxEntries, Class]) =>
  isError(
    thrown(() => memoryReplayStore({ maxEntries })),
    Class
  )
)
await tally.group('options that make no sense', [null, 3, 'a'], (options) =>
  isError(
    thrown(() => memoryReplayStore(options)),
    TypeError
  )
)
console.log(`ran Node ${process.versions.node}: replay store in memory`)
if (!tally.end()) process.exitCode = 1
