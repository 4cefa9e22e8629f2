// Promises about the owner: only the one that holds the key completes or releases it.
import type { Promised } from './under-test.ts'

export const owners: Record<string, Promised> = {
  async 'an owner without the claim completes nothing'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a')
    await store.complete(key, 'b')
    await store.expect('in_progress', key, 'c', 'after another owner called complete')
    await store.complete(key, 'a')
    await store.expect('done', key, 'c', 'after its owner called complete')
  },
  async 'an owner without the claim releases nothing'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a')
    await store.release(key, 'b')
    await store.expect('in_progress', key, 'c', 'after another owner called release')
  },
  async 'an owner that lost its claim completes nothing'(store) {
    const key = await store.abandoned('a')
    await store.expect('claimed', key, 'b', 'after a lease that ended')
    await store.complete(key, 'a')
    await store.expect('in_progress', key, 'c', 'after the owner before called complete')
  },
  async 'an owner that lost its claim releases nothing'(store) {
    const key = await store.abandoned('a')
    await store.expect('claimed', key, 'b', 'after a lease that ended')
    await store.release(key, 'a')
    await store.expect('in_progress', key, 'c', 'after the owner before called release')
    await store.complete(key, 'b')
    await store.expect('done', key, 'c', 'after its owner called complete')
  },
  async 'a late owner completes a key that no other claimed'(store) {
    const key = await store.abandoned('a')
    await store.complete(key, 'a')
    await store.expect('done', key, 'b', 'after complete by the owner whose lease had ended')
  },
  async 'a done key stays done'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a')
    await store.complete(key, 'a')
    await store.release(key, 'a')
    await store.release(key, 'b')
    await store.expect('done', key, 'b', 'after release of a completed key')
  }
}
