// The replay stores that receivers share, by name, out of the installed package.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { BREAKS } from './breaks.mjs'
import { bindingTo } from './d1.mjs'

/** @import { ReplayStore } from 'webhook-verifier' */

export const folder = process.argv[2] ?? ''
export const fromInstalled = createRequire(join(folder, 'package.json'))

/** The clients that a user would bring. */
export const peer = createRequire(join(root, '.tools/stores/package.json'))
const sqlitePeer = createRequire(join(root, '.tools/sqlite/package.json'))

/**
 * With libsql, which runs on each Node. Once before several processes do so: SQLite does not always wait for one that changes the mode.
 * @param {string} file
 */
export function openSqlite(file) {
  const database = new (sqlitePeer('libsql'))(file)
  database.exec('PRAGMA busy_timeout = 5000')
  database.exec('PRAGMA journal_mode = WAL')
  return database
}

/**
 * @typedef {{ name: string, url?: string, file?: string }} StoreSettings
 * @typedef {(line: object) => boolean} Say
 * @type {Record<string, (settings: Foreign, say: Say) => ReplayStore | Promise<ReplayStore>>}
 */
const STORES = {
  async redis({ url }, say) {
    const client = peer('redis')
      .createClient({ url })
      .on('error', (/** @type {Error} */ error) => say({ error: error.message }))
    await client.connect()
    return fromInstalled('webhook-verifier/replay/redis').redisReplayStore(client)
  },
  async ioredis({ url }, say) {
    const client = new (peer('ioredis'))(url).on('error', (/** @type {Error} */ error) => say({ error: error.message }))
    await client.ping()
    return fromInstalled('webhook-verifier/replay/redis').redisReplayStore(client)
  },
  async postgres({ url }, say) {
    const { postgresReplayStore, replayTableSql } = fromInstalled('webhook-verifier/replay/postgres')
    const pool = new (peer('pg').Pool)({ connectionString: url, max: 10 }).on('error', (/** @type {Error} */ error) =>
      say({ error: error.message })
    )
    await pool.query(replayTableSql()).catch(() => {})
    return postgresReplayStore(pool)
  },
  sqlite({ file }) {
    const database = openSqlite(file)
    database.exec('PRAGMA synchronous = NORMAL')
    return fromInstalled('webhook-verifier/replay/sqlite').sqliteReplayStore(database)
  },
  d1: ({ url }) => fromInstalled('webhook-verifier/replay/d1').d1ReplayStore(bindingTo(url))
}

/**
 * @param {StoreSettings | undefined} store
 * @param {Say} say
 */
export async function storeOf(store, say) {
  if (!store) return false
  const { [process.env.PROOF_BREAK ?? '']: broken = (/** @type {ReplayStore} */ whole) => whole } = BREAKS
  const make = /** @type {(typeof STORES)[string]} */ (STORES[store.name])
  return broken(await make(store, say))
}
