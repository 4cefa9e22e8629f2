// The contract that our own stores are held to: `testReplayStore` of the installed package, and what our stores promise beyond it.
import { isError, rejected, same } from '../../runtimes/suite/expect.mjs'
import { BAD_CLAIMS, BAD_COMPLETIONS, BAD_HOLDERS, HOSTILE_TEXTS } from './arguments.mjs'

const MINUTE = 60
const each = (list, work) => Promise.all(list.map(work))
const shown = (text) => JSON.stringify(text.slice(0, 60))
const minute = (key, owner) => ({ key, owner, leaseSeconds: MINUTE, keepSeconds: MINUTE })

/** One store that spreads its calls over several handles of the same database, as several clients do. */
function spread(stores) {
  let count = 0
  const next = () => stores[count++ % stores.length]
  const methods = ['claim', 'complete', 'release', 'check']
  return Object.fromEntries(methods.map((name) => [name, (...args) => next()[name](...args)]))
}

/**
 * @param testReplayStore of the installed package, loaded as the runtime does
 * @returns a function of handles of one and the same store, several where clients share it, and of the words in the printed lines
 */
export const contractOf = (testReplayStore) => async (stores, tally, where) => {
  const store = spread(stores)
  const prefix = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}:`
  await tally.group(`${where}: the contract`, ['testReplayStore'], () => testReplayStore(() => store))
  await tally.group(`${where}: any text`, ['an owner', 'a key'], async (what) => {
    if (what === 'an owner') await each(HOSTILE_TEXTS, (owner, index) => ownedBy(owner, `${prefix}${index}`))
    else await keysApart(HOSTILE_TEXTS.flatMap((key) => [prefix + key, key + prefix]))
  })

  async function ownedBy(owner, key) {
    await store.claim(minute(key, owner))
    await store.complete({ key, owner: `${owner}x`, keepSeconds: MINUTE })
    same(await store.claim(minute(key, 'b')), 'in_progress', `after completion by another than ${shown(owner)}`)
    await store.complete({ key, owner, keepSeconds: MINUTE })
    same(await store.claim(minute(key, 'b')), 'done', `after completion by ${shown(owner)}`)
  }

  async function keysApart(keys) {
    await each(keys, async (key) => same(await store.claim(minute(key, 'a')), 'claimed', `a claim of ${shown(key)}`))
    const [one, ...rest] = keys
    await store.complete({ key: one, owner: 'a', keepSeconds: MINUTE })
    same(await store.claim(minute(one, 'b')), 'done', `a claim of ${shown(one)}`)
    await each(rest, async (key) => same(await store.claim(minute(key, 'b')), 'in_progress', `a claim of ${shown(key)}`))
  }

  await tally.group(`${where}: claims that make no sense`, BAD_CLAIMS, async ([, Class, claim]) => {
    isError(await rejected(store.claim(claim)), Class)
  })
  await tally.group(`${where}: completions and releases that make no sense`, BAD_HOLDERS, async ([, ...args]) => {
    isError(await rejected(store.complete(...args)), TypeError)
    isError(await rejected(store.release(...args)), TypeError)
  })
  await tally.group(`${where}: completions with seconds that make no sense`, BAD_COMPLETIONS, async ([, completion]) => {
    isError(await rejected(store.complete(completion)), RangeError)
  })
}
