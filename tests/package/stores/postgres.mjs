// The store in a real PostgreSQL: the contract over many connections, races that take over and purge at once, and names
// of tables.
// @run replay store in PostgreSQL; needs: postgresql; slow
import { isError, rejected, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { claim, pause } from './claim.mjs'
import { contract, load, peer } from './load.mjs'
import { startPostgres } from './postgres-server.mjs'

const { postgresReplayStore, replayTableSql } = load('webhook-verifier/replay/postgres')
const pg = peer('pg')
const CONNECTIONS = 20

const tally = new Tally()
const server = await startPostgres()
// Connections that are idle while the server is killed say so; the next query gets a new one.
const pool = new pg.Pool({ connectionString: server.url, max: CONNECTIONS }).on('error', () => {})
/** @param {string} table */
const countOf = async (table) => Number((await pool.query(`SELECT count(*) FROM ${table}`)).rows[0].count)

/**
 * A table of its own and a store in it.
 * @param {string} [table]
 */
async function fresh(table) {
  await pool.query(replayTableSql(table))
  return postgresReplayStore(pool, { table })
}

/**
 * A pool whose transactions are of that level, and a store in it.
 * @param {string} level
 * @param {string} table
 */
async function isolatedStore(level, table) {
  await pool.query(replayTableSql(table))
  const options = `-c default_transaction_isolation=${level.replace(' ', '\\ ')}`
  const isolated = new pg.Pool({ connectionString: server.url, max: CONNECTIONS, options })
  return [isolated, postgresReplayStore(isolated, { table })]
}

try {
  const store = await fresh()
  const another = new pg.Pool({ connectionString: server.url, max: 5 })
  await contract([store, postgresReplayStore(another)], tally, 'PostgreSQL')
  await another.end()

  await tally.group('a client instead of a pool', ['the same'], async () => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    const single = postgresReplayStore(client)
    same([await claim(single, 'client'), await claim(store, 'client', { owner: 'another' })], ['claimed', 'in_progress'])
    await single.complete({ key: 'client', owner: 'a', keepSeconds: 60 })
    same([await claim(single, 'client'), await claim(store, 'client', { owner: 'another' })], ['done', 'done'])
    await client.end()
  })

  await tally.group('the statements for the table', ['webhook_replay', 'hooks.Twice'], async (table) => {
    const sql = replayTableSql(table)
    await pool.query(`CREATE SCHEMA IF NOT EXISTS hooks; ${sql} ${sql}`)
    const indexes = 'SELECT count(*) FROM pg_index WHERE indrelid = to_regclass($1)'
    same((await pool.query(indexes, [table.replace('Twice', '"Twice"')])).rows[0].count, '2', 'indexes')
  })
  // Every round takes over what expired in the one before, while each claim purges what the others are after.
  await tally.group('races to take over and to purge', ['20 connections, 8 rounds of 40 keys'], async () => {
    const raced = await fresh('raced')
    const keys = Array.from({ length: 40 }, (_, number) => `key ${number}`)
    for (let round = 0; round < 8; round++) {
      const asked = keys.flatMap((key) => Array.from({ length: 10 }, (_, number) => ({ key, owner: `${round} ${number}` })))
      const ask = async (/** @type {(typeof asked)[0]} */ { key, owner }) => ({
        key,
        owner,
        answer: await claim(raced, key, { owner, keep: 0.001 })
      })
      const asks = await Promise.all(shuffled(asked).map(ask))
      for (const key of keys) {
        const answers = asks.filter((each) => each.key === key).map(({ answer }) => answer)
        same(answers.sort(), ['claimed', ...Array(9).fill('in_progress')], `round ${round}, claims of ${key}`)
      }
      const owners = asks.filter(({ answer }) => answer === 'claimed')
      await Promise.all(owners.map(({ key, owner }) => raced.complete({ key, owner, keepSeconds: 0.001 })))
      await pause(20)
    }
  })
  await tally.group('expired rows go when others come', ['100 rows'], async () => {
    const purged = await fresh('purged')
    for (let number = 0; number < 100; number++) {
      await claim(purged, `old ${number}`, { keep: 0.001, lease: number % 2 ? 0.001 : 60 })
      if (number % 2 === 0) await purged.complete({ key: `old ${number}`, owner: 'a', keepSeconds: 0.001 })
    }
    await claim(purged, 'kept', { lease: 0.001 })
    await pause(20)
    for (let number = 0; number < 60; number++) same(await claim(purged, `new ${number}`), 'claimed', `new ${number}`)
    same(await countOf('purged'), 61, 'rows')
    await purged.complete({ key: 'kept', owner: 'a', keepSeconds: 60 })
    same(await claim(purged, 'kept'), 'done', 'a lease that ended, whose key is still kept')
  })
  const LEVELS = ['read committed', 'repeatable read', 'serializable']
  await tally.group('300 unrelated deliveries at once, at each isolation level', LEVELS, async (level) => {
    const [strict, isolated] = await isolatedStore(level, 'unrelated')
    const keys = Array.from({ length: 300 }, (_, number) => `${level} ${number}`)
    /** @param {(key: string) => unknown} work */
    const settled = (work) =>
      Promise.allSettled(keys.map((key) => work(key))).then((results) =>
        results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason?.message))
      )
    /** @param {string | undefined} outcome */
    const all = (outcome) => keys.map(() => outcome)
    // Rows for the purge, which is what unrelated claims meet at.
    await strict.query("INSERT INTO unrelated SELECT 'old ' || n, 'a', now(), now() FROM generate_series(1, 300) n ON CONFLICT DO NOTHING")
    same(await settled((key) => claim(isolated, key)), all('claimed'), 'claims')
    same(await settled((key) => claim(isolated, key, { owner: 'b' })), all('in_progress'), 'claims by others')
    same(await settled((key) => isolated.complete({ key, owner: 'a', keepSeconds: 60 })), all(undefined), 'completions')
    same(await settled((key) => claim(isolated, key, { owner: 'b' })), all('done'), 'claims of what is done')
    same(await settled((key) => claim(isolated, `${key} again`)), all('claimed'), 'other claims')
    same(await settled((key) => isolated.release({ key: `${key} again`, owner: 'a' })), all(undefined), 'releases')
    same(await settled((key) => claim(isolated, `${key} again`, { owner: 'b' })), all('claimed'), 'claims of what was released')
    await strict.end()
  })
  await tally.group('copies of one delivery at once, at each isolation level', LEVELS, async (level) => {
    const [strict, isolated] = await isolatedStore(level, 'copies')
    const answers = await Promise.all(Array.from({ length: 100 }, (_, number) => claim(isolated, level, { owner: `${number}` })))
    await strict.end()
    same(answers.sort(), ['claimed', ...Array(99).fill('in_progress')], 'answers')
  })
  await tally.group('an error that asks for another try', ['40001', '40P01', '23505'], async (code) => {
    /** @type {boolean[]} */
    const asked = []
    /** @param {string} text */
    const query = async (text) => (asked.push(text.includes('"the purge"')), Promise.reject(Object.assign(new Error(code), { code })))
    same((await rejected(claim(postgresReplayStore({ query }), 'k'))).code, code, 'the error in the end')
    same(asked, code === '23505' ? [true] : [true, ...Array(11).fill(false)], 'statements with a purge')
  })

  const NAMES = ['webhook_replay', 'Mixed', 'held', 'purge', 'order', '_a1', 'x'.repeat(55), 'hooks.replay', 'Hooks.User']
  await pool.query('CREATE SCHEMA "Hooks"')
  await tally.group('names of tables', NAMES, async (table) => {
    const named = await fresh(table)
    same(await claim(named, 'k'), 'claimed')
    await named.complete({ key: 'k', owner: 'a', keepSeconds: 60 })
    same(await claim(named, 'k'), 'done')
    await named.release({ key: 'k', owner: 'a' })
  })
  const WRONG = ['', '.', 'a.', '.a', 'a.b.c', 'a b', 'a"b', "a'b", 'a;b', '1a', 'a-b', 'é', 'a\n', 'a\0', 'x'.repeat(56)]
  const NO_NAMES = [...WRONG, null, 3, ['a'], {}]
  await tally.group('what is no name of a table', NO_NAMES, (table) => {
    isError(
      thrown(() => replayTableSql(table)),
      TypeError
    )
    isError(
      thrown(() => postgresReplayStore(pool, { table })),
      TypeError
    )
  })
  await tally.group('what is no pool', [undefined, null, {}, 'postgres://localhost', { query: 'SELECT' }], (pool) =>
    isError(
      thrown(() => postgresReplayStore(pool)),
      TypeError
    )
  )
  const NONSENSE = [undefined, null, {}, { rows: [] }, { rows: [{}] }, { rows: [{ outcome: 'ok' }] }, { rows: [{ outcome: 0 }] }]
  await tally.group('answers that make no sense', NONSENSE, async (answer) =>
    isError(await rejected(claim(postgresReplayStore({ query: async () => answer }), 'k')), Error)
  )
  await tally.group('no table', ['an error'], async () => {
    same((await rejected(claim(postgresReplayStore(pool, { table: 'nowhere' }), 'k'))).code, '42P01')
  })
  await tally.group('a server that is frozen, then killed', ['the claims are still there'], async () => {
    await server.whileFrozen(() => claim(store, 'frozen'))
    await server.kill()
    await server.start()
    same(await claim(store, 'frozen', { owner: 'another' }), 'in_progress')
    await store.complete({ key: 'frozen', owner: 'a', keepSeconds: 60 })
    same(await claim(store, 'frozen'), 'done')
  })
  console.log(`ran pg ${peer('pg/package.json').version}: replay store, on PostgreSQL`)
  console.log(`ran PostgreSQL ${server.version}: replay store`)
  await pool.end()
} finally {
  await server.remove()
}
if (!tally.end()) process.exitCode = 1

/**
 * The items in an order of chance.
 * @template Item
 * @param {Item[]} items
 */
function shuffled(items) {
  const ranked = items.map((item) => ({ item, rank: Math.random() }))
  return ranked.sort((one, other) => one.rank - other.rank).map(({ item }) => item)
}
