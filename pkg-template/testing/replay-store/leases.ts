// Promises about time. Clocks are real ones: a lease that must hold is a minute, one that must end is a fraction of a second and is
// waited for. So a slow machine breaks no promise, and no answer is right merely because it was quick.
import { type Promised, pause, type StoreUnderTest } from './under-test.ts'

const SHORT = 0.3
/** Clocks of two processes tick apart, and milliseconds are rounded: how much earlier than promised is forgiven. */
const ROUNDING_MILLIS = 20
const PATIENCE_MILLIS = 5000

export const leases: Record<string, Promised> = {
  async 'a lease ends, and no sooner'(store) {
    const key = store.freshKey()
    const since = performance.now()
    await store.claim(key, 'a', { lease: SHORT })
    await claimedAfter(store, key, since, 'in_progress')
    await store.expect('in_progress', key, 'c', 'during the lease of the owner that took over')
  },
  async 'a key is remembered from its completion on, and no longer'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a', { keep: SHORT })
    // Longer than it is kept: a store that counts from the claim forgets it at once.
    await pause(SHORT * 1500)
    const since = performance.now()
    await store.complete(key, 'a', SHORT)
    await claimedAfter(store, key, since, 'done')
  },
  async 'a completed key outlives its lease'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a', { lease: 0.2 })
    await store.complete(key, 'a')
    await pause(400)
    await store.expect('done', key, 'b', 'when the lease would have ended, after complete')
  },
  async 'a lease may be longer than the key is kept'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a', { keep: 0.02 })
    await pause(200)
    await store.expect('in_progress', key, 'b', 'during a lease of a minute, with keepSeconds of 0.02')
  },
  async 'an abandoned key can be claimed'(store) {
    const key = await store.abandoned('a')
    await store.expect('claimed', key, 'b', 'after a lease that ended and was never completed')
  },
  async 'times of years are taken'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a', { lease: 1e9, keep: Number.MAX_VALUE })
    await store.expect('in_progress', key, 'b', 'during a lease of a billion seconds')
    await store.complete(key, 'a', Number.MAX_VALUE)
    await store.expect('done', key, 'b', 'after complete with keepSeconds of Number.MAX_VALUE')
  }
}

/**
 * Claims until the key is given: no sooner than promised, and with one answer before. The time began after `since`, and has begun when
 * this is called. An answer counts as late by the time of its question, because a busy store answers seconds after it. Once the time is
 * over, a store that finds no row any more may say `in_progress`.
 */
async function claimedAfter(store: StoreUnderTest, key: string, since: number, before: string): Promise<void> {
  const begun = performance.now()
  for (;;) {
    const asked = performance.now()
    const answer = await store.claim(key, 'b')
    const millis = performance.now() - since
    const isOver = millis >= SHORT * 1000 - ROUNDING_MILLIS
    if (answer === 'claimed') {
      if (isOver) return
      throw new Error(`claim resolved to claimed after ${Math.round(millis)} ms, before ${SHORT} s had passed`)
    }
    if (answer !== before && !(isOver && answer === 'in_progress'))
      throw new Error(`claim resolved to ${String(answer)} instead of ${before}`)
    if (asked - begun > PATIENCE_MILLIS)
      throw new Error(`claim still resolved to ${before} ${PATIENCE_MILLIS / 1000} s after a time of ${SHORT} s had begun`)
    await pause(15)
  }
}
