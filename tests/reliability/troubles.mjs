// Stores that can get into trouble, each with its troubles by name: `begin`, `end`, and `store` where another way leads to it. `seconds` is
// the time that a store gets where it needs more than the others.
import { createRequire } from 'node:module'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { startPostgres } from '../package/stores/postgres-server.mjs'
import { startRedis } from '../package/stores/redis-server.mjs'
import { freshFolder } from '../package/stores/server.mjs'
import { startD1 } from './d1.mjs'
import { Proxy } from './proxy.mjs'
import { peer } from './store.mjs'

/** @import { Server } from '../package/stores/server.mjs' */
/** @import { StoreSettings } from './store.mjs' */
/** @typedef {{ store?: StoreSettings, begin: () => unknown, end: () => unknown }} Trouble */
/** @typedef {{ store: StoreSettings, troubles: Record<string, Trouble>, seconds?: number, proxy?: Proxy }} TroubledStore */

const DELAY_MILLIS = 2000
/** Long enough to wait for a lock that the receivers hold for a moment. */
const PATIENT = { timeout: 10_000 }

/** @param {Server} server */
const ofServer = (server) => ({
  stopped: { begin: () => server.stop(), end: () => server.start() },
  'killed and restarted': { begin: () => server.kill(), end: () => server.start() },
  frozen: { begin: () => server.freeze(), end: () => server.resume() }
})
/**
 * On a way to the store through a proxy.
 * @param {Proxy} proxy
 * @param {StoreSettings} store
 */
const slowness = (proxy, store) => ({ store, begin: () => (proxy.delayMillis = DELAY_MILLIS), end: () => (proxy.delayMillis = 0) })

async function redisStores() {
  // Work done before the store went away is known when it is back.
  const redis = await startRedis({ args: ['--appendonly', 'yes', '--appendfsync', 'always'] })
  const proxy = await Proxy.to(redis.port)
  /**
   * @param {string} name
   * @param {string} value
   */
  const configure = async (name, value) => {
    const client = await peer('redis').createClient({ url: redis.url }).connect()
    await client.configSet(name, value)
    await client.quit()
  }
  const full = { begin: () => configure('maxmemory', '1'), end: () => configure('maxmemory', '0') }
  /** @param {string} name */
  const storeOf = (name) => {
    /** @param {number} port */
    const storeAt = (port) => ({ name, url: `redis://127.0.0.1:${port}` })
    return { store: storeAt(redis.port), troubles: { ...ofServer(redis), full, slow: slowness(proxy, storeAt(proxy.port)) }, proxy }
  }
  const remove = () => (proxy.close(), redis.remove())
  return { stores: { redis: storeOf('redis'), ioredis: storeOf('ioredis') }, remove }
}

/** A server of its own, as the ledger must not go away. */
async function postgresStores() {
  const postgres = await startPostgres()
  const proxy = await Proxy.to(postgres.port)
  /** @param {number} port */
  const storeAt = (port) => ({ name: 'postgres', url: postgres.url.replace(`:${postgres.port}/`, `:${port}/`) })
  const troubles = { ...ofServer(postgres), slow: slowness(proxy, storeAt(proxy.port)) }
  const remove = () => (proxy.close(), postgres.remove())
  return { stores: { postgres: { store: storeAt(postgres.port), troubles, proxy } }, remove }
}

/** The lock is that of another process: this one, in which no receiver runs. */
function sqliteStores() {
  const folder = freshFolder('trouble')
  const file = join(folder, 'replay.db')
  const database = new (createRequire(join(root, '.tools/sqlite/package.json'))('libsql'))(file, PATIENT)
  /** @param {string} sql */
  const run = (sql) => () => database.exec(sql)
  const troubles = {
    locked: { begin: run('BEGIN EXCLUSIVE'), end: run('COMMIT') },
    'without its table': {
      begin: run('ALTER TABLE webhook_replay RENAME TO away'),
      end: run('ALTER TABLE away RENAME TO webhook_replay')
    }
  }
  const remove = () => (database.close(), rmSync(folder, { recursive: true, force: true }))
  return { stores: { sqlite: { store: { name: 'sqlite', file }, troubles, seconds: 3 } }, remove }
}

async function d1Stores() {
  const d1 = await startD1()
  /** @param {string} name */
  const set = (name) => async () => (await fetch(new URL(encodeURIComponent(name), d1.url), { method: 'PUT' })).text()
  const names = ['failing', 'losing replies', 'slow']
  const troubles = Object.fromEntries(names.map((name) => [name, { begin: set(name), end: set('') }]))
  return { stores: { d1: { store: { name: 'd1', url: d1.url }, troubles, seconds: 3 } }, remove: () => d1.remove() }
}

/** Starts all of them; `remove` ends what was started. */
export async function startTroubledStores() {
  const all = await Promise.all([redisStores(), postgresStores(), sqliteStores(), d1Stores()])
  /** @type {Record<string, TroubledStore>} */
  const stores = Object.assign({}, ...all.map((each) => each.stores))
  return { stores, remove: () => Promise.all(all.map((each) => each.remove())) }
}
