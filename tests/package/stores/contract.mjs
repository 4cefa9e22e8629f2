// What every replay store promises, as one function of the store under test. Clocks are real ones: a lease that must hold
// is a minute, one that must end is a fraction of a second and is waited for. So a slow machine makes no test fail, and
// no answer is right merely because it was quick.
import { isError, ok, rejected, same } from '../../runtimes/suite/expect.mjs'
import { BAD_CLAIMS, BAD_COMPLETIONS, BAD_HOLDERS, HOSTILE_TEXTS } from './arguments.mjs'

const MINUTE = 60
const SHORT = 0.3
const PARALLEL = 200
/** Clocks of two processes tick apart, and milliseconds are rounded: how much earlier than promised is forgiven. */
const ROUNDING = 20
const PATIENCE = 15_000

const each = (list, work) => Promise.all(list.map(work))
const shown = (text) => JSON.stringify(text.slice(0, 60))
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis))

/**
 * @param stores handles of one and the same store; several, where several clients share it
 * @param where what the lines that are printed say
 */
export async function contract(stores, tally, where) {
  let count = 0
  const prefix = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}:`
  const freshKey = () => `${prefix}${count++}`
  const storeOf = (number) => stores[number % stores.length]
  const store = storeOf(0)
  const other = storeOf(1)
  const claim = (key, owner, { seconds = MINUTE, keep = MINUTE, by = store } = {}) =>
    by.claim({ key, owner, leaseSeconds: seconds, keepSeconds: keep })
  const complete = (key, owner, { keep = MINUTE, by = store } = {}) => by.complete({ key, owner, keepSeconds: keep })
  const release = (key, owner, { by = store } = {}) => by.release({ key, owner })
  const expect = async (promise, outcome, what) => same(await promise, outcome, what)

  /** Asks until the key can be claimed, and returns what was answered before; no sooner than `seconds` after `since`. */
  async function claimedAfter(key, owner, since, seconds) {
    const answers = new Set()
    while (performance.now() - since < PATIENCE) {
      const answer = await claim(key, owner, { by: other })
      const passed = performance.now() - since
      if (answer === 'claimed') {
        ok(passed >= seconds * 1000 - ROUNDING, `claimed ${passed} ms after, not ${seconds} s`)
        return [...answers]
      }
      answers.add(answer)
      await pause(15)
    }
    throw new Error(`not to be claimed after ${PATIENCE} ms: ${[...answers]}`)
  }

  async function abandoned() {
    const key = freshKey()
    await expect(claim(key, 'a', { seconds: 0.02 }), 'claimed')
    await pause(100)
    return key
  }

  const cases = {
    async 'the store works, and check() says so'() {
      same(await store.check(), undefined, 'the answer')
    },
    async 'a key is claimed once'() {
      const key = freshKey()
      await expect(claim(key, 'a'), 'claimed', 'the first claim')
      await expect(claim(key, 'b', { by: other }), 'in_progress', "another's")
      await expect(claim(key, 'a'), 'claimed', "the same owner's, whose client asked twice")
    },
    async 'what is complete is done'() {
      const key = freshKey()
      await claim(key, 'a')
      await complete(key, 'a')
      await expect(claim(key, 'b', { by: other }), 'done')
      await expect(claim(key, 'a'), 'done')
    },
    async 'what is released can be claimed'() {
      const key = freshKey()
      await claim(key, 'a')
      await release(key, 'a')
      await expect(claim(key, 'b', { by: other }), 'claimed')
      await expect(claim(key, 'a'), 'in_progress')
    },
    async 'a lease ends, and no sooner'() {
      const key = freshKey()
      const since = performance.now()
      await claim(key, 'a', { seconds: SHORT })
      const answers = await claimedAfter(key, 'b', since, SHORT)
      ok(
        answers.every((answer) => answer === 'in_progress'),
        `answered ${answers}`
      )
      await expect(claim(key, 'c'), 'in_progress', 'the new lease')
    },
    async 'a key is kept from its completion on, and no longer'() {
      const key = freshKey()
      await claim(key, 'a', { keep: SHORT })
      // Longer than it is kept: if it were kept from the claim on, it would be free at once.
      await pause(SHORT * 1500)
      const since = performance.now()
      await complete(key, 'a', { keep: SHORT })
      const answers = await claimedAfter(key, 'b', since, SHORT)
      ok(
        answers.every((answer) => answer === 'done'),
        `answered ${answers}`
      )
      await expect(claim(key, 'c'), 'in_progress', 'the new lease')
    },
    async 'a claim outlives what its key is kept for'() {
      const key = freshKey()
      await claim(key, 'a', { keep: 0.02 })
      await pause(200)
      await expect(claim(key, 'b'), 'in_progress')
    },
    async 'who lost a claim changes nothing'() {
      const key = await abandoned()
      await expect(claim(key, 'b', { by: other }), 'claimed')
      await complete(key, 'a')
      await expect(claim(key, 'c'), 'in_progress', 'after complete')
      await release(key, 'a')
      await expect(claim(key, 'c'), 'in_progress', 'after release')
      await complete(key, 'b', { by: other })
      await expect(claim(key, 'c'), 'done')
    },
    async 'who never had a claim changes nothing'() {
      const key = freshKey()
      await claim(key, 'a')
      await complete(key, 'b', { by: other })
      await release(key, 'b', { by: other })
      await expect(claim(key, 'c'), 'in_progress')
      await complete(key, 'a')
      await expect(claim(key, 'c'), 'done')
    },
    async 'what nobody holds stays free'() {
      const key = freshKey()
      await complete(key, 'a')
      await release(key, 'a')
      await expect(claim(key, 'b'), 'claimed')
    },
    async 'a late worker completes what nobody took over'() {
      const key = await abandoned()
      await complete(key, 'a')
      await expect(claim(key, 'b'), 'done')
    },
    async 'what is done stays done'() {
      const key = freshKey()
      await claim(key, 'a')
      await complete(key, 'a')
      await release(key, 'a')
      await complete(key, 'a')
      await release(key, 'b')
      await expect(claim(key, 'b'), 'done')
    },
    async 'an owner can be any text'() {
      await each(HOSTILE_TEXTS, async (owner) => {
        const key = freshKey()
        await claim(key, owner)
        await complete(key, `${owner}x`)
        await expect(claim(key, 'b'), 'in_progress', `after completion by another than ${shown(owner)}`)
        await complete(key, owner)
        await expect(claim(key, 'b'), 'done', `after completion by ${shown(owner)}`)
      })
    },
    async 'keys are apart'() {
      const keys = HOSTILE_TEXTS.flatMap((key) => [prefix + key, key + prefix])
      await each(keys, (key) => expect(claim(key, 'a'), 'claimed', `a claim of ${shown(key)}`))
      const [one, ...rest] = keys
      await complete(one, 'a')
      await expect(claim(one, 'b'), 'done', `a claim of ${shown(one)}`)
      await each(rest, (key) => expect(claim(key, 'b', { by: other }), 'in_progress', `a claim of ${shown(key)}`))
    },
    async 'very long times'() {
      const key = freshKey()
      await expect(claim(key, 'a', { seconds: 1e9, keep: Number.MAX_VALUE }), 'claimed')
      await expect(claim(key, 'b'), 'in_progress')
      await complete(key, 'a')
      await expect(claim(key, 'b'), 'done')
    },
    'of many claims at once one is given': () => oneOf(freshKey(), 'fresh'),
    'of many that take over at once one is given': async () => oneOf(await abandoned(), 'taken over'),
    async 'of many claims of what was released one is given'() {
      const key = freshKey()
      await claim(key, 'a')
      await release(key, 'a')
      await oneOf(key, 'released')
    }
  }

  async function oneOf(key, what) {
    const owners = Array.from({ length: PARALLEL }, (_, number) => `${what} ${number}`)
    const answers = await Promise.all(owners.map((owner, number) => claim(key, owner, { by: storeOf(number) })))
    const count = (outcome) => answers.filter((answer) => answer === outcome).length
    same([count('claimed'), count('in_progress')], [1, PARALLEL - 1], 'claimed and in progress')
    // It is the one that was told so who holds it.
    const winner = owners[answers.indexOf('claimed')]
    for (const loser of owners.slice(0, 3).filter((owner) => owner !== winner)) await complete(key, loser)
    await expect(claim(key, 'z'), 'in_progress', 'before the winner has completed')
    await complete(key, winner)
    await expect(claim(key, 'z'), 'done', 'after the winner has completed')
  }

  // At once, for most of them wait.
  const results = await Promise.allSettled(Object.values(cases).map((check) => check()))
  const named = Object.keys(cases).map((name, number) => ({ name, ...results[number] }))
  await tally.group(`${where}: the contract`, named, ({ status, reason }) => {
    if (status === 'rejected') throw reason
  })
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
