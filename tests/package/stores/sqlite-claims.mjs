// One of several processes that claim the same keys: `node sqlite-claims.mjs <folder> <file>` prints the answers.
import { DatabaseSync } from 'node:sqlite'
import { load } from './load.mjs'

const { sqliteReplayStore } = load('webhook-verifier/replay/sqlite')
const database = new DatabaseSync(process.argv[3])
// As docs/replay-stores.md says.
database.exec('PRAGMA busy_timeout = 5000')
database.exec('PRAGMA journal_mode = WAL')
database.exec('PRAGMA synchronous = NORMAL')
const store = sqliteReplayStore(database)
const claims = Array.from({ length: 80 }, (_, number) => ({
  key: `key ${number}`,
  owner: `${process.pid}`,
  leaseSeconds: 60,
  keepSeconds: 60
}))
console.log(JSON.stringify(await Promise.all(claims.map((claim) => store.claim(claim)))))
