// The store in PostgreSQL with each client that people bring, of whatever shape: the contract where it fits, else a TypeError
// when the store is made or an error of check(). Without V8's optimizing compiler for WebAssembly: it would take longer with PGlite than
// all tests of it.
// @run replay store in PostgreSQL, its clients; flags: --liftoff-only; needs: postgresql; slow
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { versionOf } from '../../../scripts/runtimes.mjs'
import { isError, rejected, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { contract, load, peer } from './load.mjs'
import { startPostgresHttp } from './postgres-http.mjs'
import { startPostgres } from './postgres-server.mjs'

const { postgresReplayStore, replayTableSql } = load('webhook-verifier/replay/postgres')
const { Client, Pool } = peer('pg')
/** `@vercel/postgres` has a neon of its own. */
const { neonConfig: vercelConfig } = createRequire(peer.resolve('@vercel/postgres'))('@neondatabase/serverless')
const { neon, neonConfig, Pool: NeonPool } = peer('@neondatabase/serverless')
const { PGlite } = await import(pathToFileURL(peer.resolve('@electric-sql/pglite').replace(/\.cjs$/, '.js')).href)

const tally = new Tally()
const server = await startPostgres()
const pool = new Pool({ connectionString: server.url, max: 20 }).on('error', () => {})
await pool.query(replayTableSql())
const http = await startPostgresHttp(pool)
for (const config of [neonConfig, vercelConfig]) Object.assign(config, { fetchEndpoint: () => http.url, poolQueryViaFetch: true })
const hosted = 'postgres://webhook:none@ep-test-pooler.neon.invalid/postgres'

const CLIENTS = {
  'pg, a Pool': () => [pool],
  'pg, a Client': async () => {
    const client = new Client({ connectionString: server.url })
    await client.connect()
    return [client, () => client.end()]
  },
  'pg, rows as arrays': () => [
    { query: (/** @type {string} */ text, /** @type {unknown[]} */ values) => pool.query({ text, values, rowMode: 'array' }) }
  ],
  'pg, rows alone': () => [
    { query: async (/** @type {string} */ text, /** @type {unknown[]} */ values) => (await pool.query(text, values)).rows }
  ],
  'postgres': () => {
    const sql = peer('postgres')(server.url, { max: 10, onnotice() {} })
    return [sql, () => sql.end()]
  },
  '@neondatabase/serverless, neon()': () => [neon(hosted)],
  '@neondatabase/serverless, neon() with full results': () => [neon(hosted, { fullResults: true })],
  '@neondatabase/serverless, neon() with rows as arrays': () => [neon(hosted, { arrayMode: true })],
  '@neondatabase/serverless, a Pool': () => [new NeonPool({ connectionString: hosted })],
  '@vercel/postgres, a pool': () => [peer('@vercel/postgres').createPool({ connectionString: hosted })],
  '@electric-sql/pglite': async () => {
    const database = new PGlite()
    await database.exec(replayTableSql())
    return [database, () => database.close()]
  }
}

try {
  for (const [name, make] of Object.entries(CLIENTS)) {
    const [client, close = () => {}] = await make()
    const store = postgresReplayStore(client)
    await tally.group(`${name}: check() of no table`, ['42P01'], async (code) => {
      same((await rejected(postgresReplayStore(client, { table: 'nowhere' }).check())).code, code)
    })
    await contract([store], tally, name)
    await close()
  }

  const REFUSED = {
    'a function, as neon() once was': () => {},
    'knex': { raw() {} },
    'Prisma': { $queryRawUnsafe() {} },
    '@libsql/client': { execute() {} },
    'a client of Redis': { eval() {} },
    'a URL': server.url
  }
  await tally.group('clients that are refused when the store is made', Object.entries(REFUSED), ([, client]) =>
    isError(
      thrown(() => postgresReplayStore(client)),
      TypeError
    )
  )
  const NOT_ROWS = {
    'no promise, as with callbacks': () => undefined,
    'a list of results, as mysql2 has it': async () => [[{ outcome: 'claimed' }], []],
    'no rows': async () => ({ rowCount: 1 }),
    'rows of other names': async () => [{ OUTCOME: 'claimed' }]
  }
  await tally.group('clients that check() refuses', Object.entries(NOT_ROWS), async ([, query]) => {
    isError(await rejected(postgresReplayStore({ query }).check()), Error)
  })
  await tally.group('check() changes no row', ['count'], async () => {
    const count = async () => (await pool.query('SELECT count(*) FROM webhook_replay')).rows[0].count
    const before = await count()
    await postgresReplayStore(pool).check()
    same(await count(), before)
  })
  await pool.query(`CREATE ROLE reader LOGIN; GRANT SELECT ON webhook_replay TO reader;
    CREATE TABLE other (key text); CREATE TABLE keyless (key text, owner text, lease timestamptz, expires timestamptz)`)
  const reader = new Pool({ connectionString: server.url.replace('webhook@', 'reader@') })
  const readOnly = new Pool({ connectionString: server.url, options: '-c default_transaction_read_only=on' })
  const BROKEN = {
    'a role that may only read': [reader, {}, '42501'],
    'a read-only server': [readOnly, {}, '25006'],
    'a table of other columns': [pool, { table: 'other' }, '42703'],
    'a table without a key': [pool, { table: 'keyless' }, '42P10']
  }
  await tally.group('databases that check() refuses', Object.entries(BROKEN), async ([, [client, options, code]]) => {
    same((await rejected(postgresReplayStore(client, options).check())).code, code, 'code')
  })
  await reader.end()
  await readOnly.end()
  for (const name of ['postgres', '@neondatabase/serverless', '@vercel/postgres', '@electric-sql/pglite']) {
    console.log(`ran ${name} (npm) ${versionOf('stores', name)}: replay store, in PostgreSQL`)
  }
} finally {
  http.close()
  await pool.end()
  await server.remove()
}
if (!tally.end()) process.exitCode = 1
