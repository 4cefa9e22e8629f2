// The store in SQLite with the drivers of Node: the contract over two connections to one file, a restart, locks, and other shapes.
// @run replay store in SQLite, %; on: Node 22, Node 26
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { root } from '../../../scripts/project.mjs'
import { versionOf } from '../../../scripts/runtimes.mjs'
import { isError, ok, rejected, same, thrown } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { claim } from './claim.mjs'
import { contract, folder, load } from './load.mjs'

const { sqliteReplayStore } = load('webhook-verifier/replay/sqlite')
const sqlitePeer = createRequire(join(root, '.tools/sqlite/package.json'))
const BetterSqlite = sqlitePeer('better-sqlite3')
const Libsql = sqlitePeer('libsql')
const { createClient } = sqlitePeer('@libsql/client')

const place = mkdtempSync(join(folder, 'sqlite-'))
/** @param {string} name */
const fileOf = (name) => join(place, `${name.replaceAll(/\W/g, '-')}.db`)

/**
 * Each opens a file; those that can be set to return other rows, too.
 * @type {Record<string, (file: string) => Foreign>}
 */
const DRIVERS = {
  'node:sqlite': (/** @type {string} */ file) => new DatabaseSync(file),
  'better-sqlite3': (/** @type {string} */ file) => new BetterSqlite(file),
  'libsql': (/** @type {string} */ file) => new Libsql(file),
  '@libsql/client': (/** @type {string} */ file) => createClient({ url: `file:${file}` })
}
const tally = new Tally()
for (const [name, open] of Object.entries(DRIVERS)) {
  const file = fileOf(name)
  const first = open(file)
  // Two connections of one process would wait for each other in files without a write-ahead log.
  await (first.executeMultiple ?? first.exec).call(first, 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  await contract([sqliteReplayStore(first), sqliteReplayStore(open(file))], tally, name)
}
const ROWS = {
  'node:sqlite, rows as arrays': () => new DatabaseSync(':memory:', { returnArrays: true }),
  'node:sqlite, BigInts': () => new DatabaseSync(':memory:', { readBigInts: true }),
  'better-sqlite3, BigInts': () => new BetterSqlite(':memory:').defaultSafeIntegers(),
  'libsql, BigInts': () => new Libsql(':memory:').defaultSafeIntegers(),
  '@libsql/client, BigInts': () => createClient({ url: ':memory:', intMode: 'bigint' })
}
await tally.group('other forms of rows and numbers', Object.entries(ROWS), async ([, open]) => {
  const store = sqliteReplayStore(open())
  same([await claim(store, 'k'), await claim(store, 'k', { owner: 'b' })], ['claimed', 'in_progress'])
  await store.complete({ key: 'k', owner: 'a', keepSeconds: 1e9 })
  same(await claim(store, 'k', { owner: 'b' }), 'done')
  await store.check()
})
await tally.group('a restart', Object.entries(DRIVERS), async ([name, open]) => {
  const file = fileOf(`${name} restart`)
  const before = open(file)
  await claim(sqliteReplayStore(before), 'held')
  await claim(sqliteReplayStore(before), 'done')
  await sqliteReplayStore(before).complete({ key: 'done', owner: 'a', keepSeconds: 60 })
  before.close()
  const store = sqliteReplayStore(open(file))
  same([await claim(store, 'held', { owner: 'b' }), await claim(store, 'done', { owner: 'b' })], ['in_progress', 'done'])
})
await tally.group('expired rows go when others come', ['100 rows'], async () => {
  const database = new DatabaseSync(':memory:')
  const store = sqliteReplayStore(database)
  for (let number = 0; number < 100; number++) {
    await claim(store, `old ${number}`, { keep: 0.001, lease: number % 2 ? 0.001 : 60 })
    if (number % 2 === 0) await store.complete({ key: `old ${number}`, owner: 'a', keepSeconds: 0.001 })
  }
  await claim(store, 'kept', { lease: 0.001 })
  await new Promise((resolve) => setTimeout(resolve, 20))
  for (let number = 0; number < 60; number++) same(await claim(store, `new ${number}`), 'claimed', `new ${number}`)
  same(database.prepare('SELECT count(*) AS count FROM webhook_replay').get().count, 61, 'rows')
  await store.complete({ key: 'kept', owner: 'a', keepSeconds: 60 })
  same(await claim(store, 'kept', { owner: 'b' }), 'done', 'a lease that ended, whose key is still kept')
})

await tally.group('a file that another connection has locked', Object.entries(DRIVERS), async ([name, open]) => {
  const file = fileOf(`${name} locked`)
  await sqliteReplayStore(open(file)).check()
  // A lock is seen only by a connection of the same library.
  const other = name === '@libsql/client' ? new Libsql(file) : open(file)
  other.exec('BEGIN EXCLUSIVE')
  const store = sqliteReplayStore(open(file))
  const asked = claim(store, 'k')
  setTimeout(() => other.exec('COMMIT'), 150)
  same(await asked, 'claimed')
  other.exec('BEGIN EXCLUSIVE')
  const error = await rejected(claim(store, 'l'))
  ok(/locked|busy/i.test(error.message), error.message)
  other.exec('COMMIT')
  same(await claim(store, 'l'), 'claimed', 'when it is free')
  const second = sqliteReplayStore(open(file))
  const seen = () => Promise.all(['k', 'l'].map((key) => claim(second, key, { owner: 'b' })))
  same(await seen(), ['in_progress', 'in_progress'], 'seen by another connection')
  for (const key of ['k', 'l']) await store.complete({ key, owner: 'a', keepSeconds: 60 })
  same(await seen(), ['done', 'done'], 'completions, seen by another connection')
})
const WAITING = {
  'node:sqlite': (/** @type {string} */ file) => new DatabaseSync(file, { timeout: 5000 }),
  'better-sqlite3': (/** @type {string} */ file) => new BetterSqlite(file),
  'libsql': (/** @type {string} */ file) => new Libsql(file, { timeout: 5000 })
}
await tally.group('a driver that would stop the process while it waits for a lock', Object.entries(WAITING), ([name, open]) => {
  const database = open(fileOf(`${name} waiting`))
  const timeout = () => Number(Object.values(database.prepare('PRAGMA busy_timeout').all()[0])[0])
  const before = timeout()
  sqliteReplayStore(database)
  same([before, timeout()], [5000, 0], 'milliseconds before and with the store')
})
await tally.group('four processes at once on one file', ['80 keys, one claim each'], async () => {
  const file = fileOf('processes')
  // SQLite does not always wait for another process that changes the mode.
  new DatabaseSync(file).exec('PRAGMA journal_mode = WAL')
  const program = join(root, 'tests/package/stores/sqlite-claims.mjs')
  const run = async () => {
    const child = spawn(process.execPath, ['--no-warnings', program, folder, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (piece) => (text += piece))
    await once(child, 'close')
    return JSON.parse(text)
  }
  const answers = (await Promise.all([run(), run(), run(), run()])).flat()
  same(answers.filter((answer) => answer === 'claimed').length, 80, 'claims given')
  same([...new Set(answers)].sort(), ['claimed', 'in_progress'], 'answers')
})

await tally.group('check() of a database that takes no writes', ['read-only', 'another table'], async (name) => {
  const file = fileOf(`check ${name}`)
  const database = new DatabaseSync(file)
  if (name === 'another table') database.exec('CREATE TABLE webhook_replay (key TEXT PRIMARY KEY, expires INTEGER)')
  else await sqliteReplayStore(database).check()
  const readOnly = name === 'read-only'
  isError(await rejected(sqliteReplayStore(new DatabaseSync(file, { readOnly })).check()), Error)
})
await tally.group('a database that was closed', ['node:sqlite'], async () => {
  const database = new DatabaseSync(':memory:')
  const store = sqliteReplayStore(database)
  database.close()
  isError(await rejected(claim(store, 'k')), Error)
})

/** Values that are mistaken for a database, and a part of the message. */
const callbacks = { prepare: () => ({ all: () => callbacks, run() {} }), exec() {} }
const SHAPES = [
  [undefined, 'takes an open database'],
  [null, 'takes an open database'],
  [{}, 'takes an open database'],
  ['replay.db', "new DatabaseSync('replay.db')"],
  [{ ...callbacks, parallelize() {} }, 'the package sqlite3'],
  [callbacks, 'takes an open database'],
  [{ prepare: async () => ({ all: async () => [] }) }, 'takes an open database'],
  [{ prepare: () => ({ bind() {}, all: async () => ({ results: [] }) }), batch() {}, dump() {} }, 'webhook-verifier/replay/d1'],
  [{ $client: new DatabaseSync(':memory:'), run() {} }, 'pass its $client'],
  [Promise.resolve(new DatabaseSync(':memory:')), 'await it first'],
  [{ prepare: () => ({ all: () => [], run() {} }) }, 'takes an open database'],
  [DatabaseSync, 'takes an open database'],
  [{ query: async () => ({ rows: [] }) }, 'takes an open database']
]
await tally.group('other shapes are refused at once', SHAPES, ([value, part]) => {
  const error = thrown(() => sqliteReplayStore(value))
  isError(error, TypeError)
  ok(error.message.includes(part), error.message)
})
/** @param {string[][] | null[] | {}[] | { outcome: string; }[]} rows */
const answering = (rows) => ({
  exec() {},
  prepare: (/** @type {string} */ sql) => ({ all: () => (sql.startsWith('PRAGMA') ? [{ timeout: 0 }] : rows), run() {} })
})
await tally.group('answers that make no sense', [[{}], [{ outcome: 'ok' }], [['ok']], [null]], async (rows) =>
  isError(await rejected(claim(sqliteReplayStore(answering(rows)), 'k')), Error)
)
console.log(`ran Node ${process.versions.node}: replay store in SQLite, with node:sqlite`)
for (const name of ['better-sqlite3', 'libsql', '@libsql/client'])
  console.log(`ran ${name} (npm) ${versionOf('sqlite', name)}: replay store, in SQLite`)
process.exit(tally.end() ? 0 : 1)
