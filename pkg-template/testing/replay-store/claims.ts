// Promises about a claim: one owner at a time, also where many ask at once.
import type { Promised, StoreUnderTest } from './under-test.ts'

const PARALLEL = 200

export const claims: Record<string, Promised> = {
  'check() resolves where the store works': (store) => store.check(),
  async 'a key is claimed once'(store) {
    const key = store.freshKey()
    await store.expect('claimed', key, 'a', 'for a new key')
    await store.expect('in_progress', key, 'b', "while another owner's lease runs")
  },
  async 'an owner whose claim was sent twice gets it again'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a')
    await store.expect('claimed', key, 'a', 'for the owner that has the lease')
  },
  async 'a completed key is done'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a')
    await store.complete(key, 'a')
    await store.expect('done', key, 'b', 'after complete')
    await store.expect('done', key, 'a', 'after complete, for the owner that completed it')
  },
  async 'a released key can be claimed'(store) {
    const key = store.freshKey()
    await store.claim(key, 'a')
    await store.release(key, 'a')
    await store.expect('claimed', key, 'b', 'after release')
    await store.expect('in_progress', key, 'a', 'for the owner that released it, once another has it')
  },
  async 'complete and release of a free key change nothing'(store) {
    const key = store.freshKey()
    await store.complete(key, 'a')
    await store.release(key, 'a')
    await store.expect('claimed', key, 'b', 'for a key that was completed and released without a claim')
  },
  'of many claims at once one is given': (store) => oneOfMany(store, store.freshKey()),
  'of many claims at once of an abandoned key one is given': async (store) => oneOfMany(store, await store.abandoned('old')),
  async 'of many claims at once of a released key one is given'(store) {
    const key = store.freshKey()
    await store.claim(key, 'old')
    await store.release(key, 'old')
    await oneOfMany(store, key)
  }
}

async function oneOfMany(store: StoreUnderTest, key: string): Promise<void> {
  const owners = Array.from({ length: PARALLEL }, (_, index) => `owner ${index}`)
  const answers = await Promise.all(owners.map((owner) => store.claim(key, owner)))
  const winners = owners.filter((_, index) => answers[index] === 'claimed')
  const others = answers.filter((answer) => answer !== 'claimed' && answer !== 'in_progress')
  const [winner = ''] = winners
  if (winners.length !== 1) throw new Error(`${winners.length} of ${PARALLEL} owners that asked at once got the claim`)
  if (others.length) throw new Error(`a claim at the same time as others resolved to ${String(others[0])}`)
  for (const loser of owners.filter((owner) => owner !== winner).slice(0, 3)) await store.complete(key, loser)
  await store.expect('in_progress', key, 'z', 'after owners without the claim called complete')
  await store.complete(key, winner)
  await store.expect('done', key, 'z', 'after the owner that was told claimed called complete')
}
