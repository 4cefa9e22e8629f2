// The contract that our own stores are held to: `testReplayStore` of the installed package, and what our stores promise beyond it.
import { isError, present, rejected, same } from '../../suite/expect.mjs'
import { BAD_CLAIMS, BAD_COMPLETIONS, BAD_HOLDERS, HOSTILE_TEXTS } from './arguments.mjs'

/** @import { Tally } from '../../suite/tally.mjs' */
/** @import { ReplayStore } from 'webhook-verifier' */
/** @import { TestedStore } from '../../suite/cases.d.ts' */

const MINUTE = 60
/**
 * @param {string[]} list
 * @param {(text: string, index: number) => Promise<void>} work
 */
const each = (list, work) => Promise.all(list.map(work))
/** @param {string} text */
const shown = (text) => JSON.stringify(text.slice(0, 60))
/**
 * @param {string} key
 * @param {string} owner
 */
const minute = (key, owner) => ({ key, owner, leaseSeconds: MINUTE, keepSeconds: MINUTE })

/**
 * One store that spreads its calls over several handles of the same database, as several clients do.
 * @param {ReplayStore[]} stores
 */
function spread(stores) {
  let count = 0
  const next = () => /** @type {Record<string, Function>} */ (/** @type {unknown} */ (stores[count++ % stores.length]))
  const methods = ['claim', 'complete', 'release', 'check']
  const call = (/** @type {string} */ name) => [
    name,
    (/** @type {unknown[]} */ ...args) => {
      const one = next()
      return present(one[name], name).apply(one, args)
    }
  ]
  return /** @type {TestedStore} */ (Object.fromEntries(methods.map(call)))
}

/**
 * @param {(makeStore: () => ReplayStore | Promise<ReplayStore>) => Promise<void>} testReplayStore of the installed package, loaded as
 *   the runtime does
 * @returns a function of handles of one and the same store, several where clients share it, and of the words in the printed lines
 */
export const contractOf =
  (testReplayStore) => async (/** @type {ReplayStore[]} */ stores, /** @type {Tally} */ tally, /** @type {string} */ where) => {
    const store = spread(stores)
    const prefix = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}:`
    await tally.group(`${where}: the contract`, ['testReplayStore'], () => testReplayStore(() => store))
    await tally.group(`${where}: any text`, ['an owner', 'a key'], async (what) => {
      if (what === 'an owner') await each(HOSTILE_TEXTS, (owner, index) => ownedBy(owner, `${prefix}${index}`))
      else await keysApart(HOSTILE_TEXTS.flatMap((key) => [prefix + key, key + prefix]))
    })

    /**
     * @param {string} owner
     * @param {string} key
     */
    async function ownedBy(owner, key) {
      await store.claim(minute(key, owner))
      await store.complete({ key, owner: `${owner}x`, keepSeconds: MINUTE })
      same(await store.claim(minute(key, 'b')), 'in_progress', `after completion by another than ${shown(owner)}`)
      await store.complete({ key, owner, keepSeconds: MINUTE })
      same(await store.claim(minute(key, 'b')), 'done', `after completion by ${shown(owner)}`)
    }

    /** @param {string[]} keys */
    async function keysApart(keys) {
      await each(keys, async (key) => same(await store.claim(minute(key, 'a')), 'claimed', `a claim of ${shown(key)}`))
      const [one = '', ...rest] = keys
      await store.complete({ key: one, owner: 'a', keepSeconds: MINUTE })
      same(await store.claim(minute(one, 'b')), 'done', `a claim of ${shown(one)}`)
      await each(rest, async (key) => same(await store.claim(minute(key, 'b')), 'in_progress', `a claim of ${shown(key)}`))
    }

    await tally.group(`${where}: claims that make no sense`, BAD_CLAIMS, async ([, Class, claim]) => {
      isError(await rejected(store.claim(claim)), Class)
    })
    await tally.group(`${where}: completions and releases that make no sense`, BAD_HOLDERS, async ([, holder]) => {
      isError(await rejected(store.complete(holder)), TypeError)
      isError(await rejected(store.release(holder)), TypeError)
    })
    await tally.group(`${where}: completions with seconds that make no sense`, BAD_COMPLETIONS, async ([, completion]) => {
      isError(await rejected(store.complete(completion)), RangeError)
    })
  }
