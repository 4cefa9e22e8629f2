// bun:sqlite, in Bun: the contract over two connections to one file, and as it is set to be strict or to return BigInts.
// @run replay store in SQLite, from Bun; on: Bun
import { Database } from 'bun:sqlite'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { contract, folder, load } from './load.mjs'

const { sqliteReplayStore } = load('webhook-verifier/replay/sqlite')
const file = join(mkdtempSync(join(folder, 'sqlite-bun-')), 'replay.db')
const tally = new Tally()
const first = new Database(file)
first.exec('PRAGMA journal_mode = WAL')
await contract([sqliteReplayStore(first), sqliteReplayStore(new Database(file))], tally, 'bun:sqlite')
await tally.group('other settings', [{ strict: true }, { safeIntegers: true }], async (options) => {
  const store = sqliteReplayStore(new Database(':memory:', options))
  /** @param {string} owner */
  const claim = (owner) => store.claim({ key: 'k', owner, leaseSeconds: 60, keepSeconds: 60 })
  same([await claim('a'), await claim('b')], ['claimed', 'in_progress'])
  await store.complete({ key: 'k', owner: 'a', keepSeconds: 60 })
  same(await claim('b'), 'done')
})
console.log(`ran Bun ${Bun.version}: replay store in SQLite, with bun:sqlite`)
process.exit(tally.end() ? 0 : 1)
