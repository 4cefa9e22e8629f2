// The servers and files that back the stores of a reliability test, and the ledger of the work.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startPostgres } from '../package/stores/postgres-server.mjs'
import { startRedis } from '../package/stores/redis-server.mjs'
import { freshFolder } from '../package/stores/server.mjs'
import { startD1 } from './d1.mjs'
import { Ledger } from './ledger.mjs'
import { openSqlite } from './store.mjs'

/** Starts all of them. `ledgerUrl` is the database of the ledger, and `remove` ends what was started. */
export async function startBackends() {
  const [redis, postgres] = [await startRedis(), await startPostgres()]
  const ledger = await Ledger.made(postgres.url)
  const d1 = await startD1()
  const place = freshFolder('sqlite')
  const file = join(place, 'replay.db')
  openSqlite(file).close()
  const stores = {
    Redis: { name: 'redis', url: redis.url },
    PostgreSQL: { name: 'postgres', url: postgres.url },
    SQLite: { name: 'sqlite', file },
    D1: { name: 'd1', url: d1.url }
  }
  const remove = async () => {
    await ledger.close()
    await Promise.all([redis.remove(), postgres.remove(), d1.remove()])
    rmSync(place, { recursive: true, force: true })
  }
  return { stores, ledger, ledgerUrl: postgres.url, remove }
}
