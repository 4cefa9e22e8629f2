// The commands that stores send to a database, to the letter: names of keys, times, statements. No server is needed.
// @run what replay stores send
import { createHash } from 'node:crypto'
import { isError, rejected, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { load } from './load.mjs'

/** @import { Mistyped } from '../../suite/cases.d.ts' */

const { memoryReplayStore } = load('webhook-verifier/replay')
const { redisReplayStore } = load('webhook-verifier/replay/redis')
const { postgresReplayStore, replayTableSql } = load('webhook-verifier/replay/postgres')
const HUNDRED_YEARS = 3_155_760_000_000
/** @param {string} text */
const digest = (text) => `\\sha256:${createHash('sha256').update(text).digest('hex')}`

/** @typedef {(note: (command: Mistyped) => unknown) => object} MakeClient */
/** @type {MakeClient} */
const CLIENT = (note) => ({
  eval: async (/** @type {string} */ script, /** @type {string[]} */ keys, /** @type {string[]} */ args) => note({ keys, args })
})

/**
 * A client of Redis whose server claims everything, its commands, and its store.
 * @param {object | undefined} [options]
 */
function redis(options, make = CLIENT) {
  /** @type {Mistyped[]} */
  const asked = []
  const client = make((each) => (asked.push(each), 0))
  return { asked, store: redisReplayStore(client, options) }
}

const NAMES = {
  'é': '\\u00e9',
  '\ud800': '\\ud800',
  '\u{1f600}': '\\ud83d\\ude00',
  '"\\': '\\"\\\\',
  '\0\t\x7f': '\\u0000\\t\\u007f',
  ' ~': ' ~',
  'a|b': 'a\\u007cb',
  ['x'.repeat(512)]: 'x'.repeat(512),
  ['x'.repeat(513)]: digest('x'.repeat(513))
}
const tally = new Tally()
await tally.group('names of keys and owners', Object.entries(NAMES), async ([text, name]) => {
  const { asked, store } = redis({ prefix: 'p:' })
  await store.claim({ key: text, owner: text, leaseSeconds: 1, keepSeconds: 1 })
  await store.complete({ key: text, owner: text, keepSeconds: 1 })
  await store.release({ key: text, owner: text })
  same(
    asked.map(({ keys, args: [owner] }) => [keys, owner]),
    Array(3).fill([[`p:|${name}`], name]),
    'keys and owner'
  )
})

/** @type {[keep: number, seconds: number, ...expected: string[]][]} */
const TIMES = [
  [1, 1, '1000', '2000'],
  [0.0001, 0.0011, '1', '3'],
  [1e300, 1e300, `${HUNDRED_YEARS}`, `${2 * HUNDRED_YEARS}`]
]
await tally.group('times are whole milliseconds, up to a hundred years', TIMES, async ([keep, seconds, ...expected]) => {
  const { asked, store } = redis()
  await store.claim({ key: 'k', owner: 'a', leaseSeconds: seconds, keepSeconds: keep })
  same(asked, [{ keys: ['webhook:|k'], args: ['a', ...expected] }], 'what was asked')
})

/** @type {Record<string, MakeClient>} */
const CLIENTS = {
  'redis': (note) => ({ evalSha() {}, eval: async (/** @type {string} */ script, /** @type {object} */ more) => note(more) }),
  'ioredis': (note) => ({ defineCommand() {}, eval: async (/** @type {string} */ script, /** @type {object[]} */ ...more) => note(more) }),
  'Bun': (note) => ({ send: async (/** @type {string} */ command, /** @type {string[]} */ [script, ...more]) => note([command, ...more]) })
}
/** @type {Record<string, unknown>} */
const SENT = {
  'redis': { keys: ['webhook:|k'], arguments: ['a', '1000', '2000'] },
  'ioredis': [1, 'webhook:|k', 'a', '1000', '2000'],
  'Bun': ['EVAL', '1', 'webhook:|k', 'a', '1000', '2000']
}
await tally.group('clients of Redis', Object.entries(CLIENTS), async ([name, make]) => {
  const { asked, store } = redis(undefined, make)
  same(await store.claim({ key: 'k', owner: 'a', leaseSeconds: 1, keepSeconds: 1 }), 'claimed', 'answer')
  same(asked, [SENT[name]], 'what was asked')
})

await tally.group('options on the prototype are none', ['maxEntries', 'prefix', 'table'], async () => {
  memoryReplayStore(Object.create({ maxEntries: 0 }))
  const { asked, store } = redis(Object.create({ prefix: 'p:' }))
  await store.release({ key: 'k', owner: 'a' })
  same(asked[0].keys, ['webhook:|k'], 'keys')
  postgresReplayStore({ query() {} }, Object.create({ table: '' }))
})

/**
 * @param {string} name
 * @param {string} index
 */
const tableOf = (name, index) => `CREATE TABLE IF NOT EXISTS ${name} (
  key text PRIMARY KEY,
  owner text NOT NULL,
  lease timestamptz,
  expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS ${index} ON ${name} (expires);
`
/** @type {[table: string | undefined, name: string, index: string][]} */
const TABLES = [
  [undefined, '"webhook_replay"', '"webhook_replay_expires"'],
  ['hooks.Twice', '"hooks"."Twice"', '"Twice_expires"']
]
await tally.group('the statements for the table', TABLES, ([table, name, index]) =>
  same(replayTableSql(table), tableOf(name, index), 'SQL')
)

await tally.group('what PostgreSQL is asked', ['hooks.Twice'], async (table) => {
  /** @type {unknown[]} */
  const asked = []
  /**
   * @param {string} sql
   * @param {unknown[]} values
   */
  const query = async (sql, values) => (asked.push([sql.trim().split(/\s/)[0], sql.includes('"hooks"."Twice"'), values]), answer)
  const answer = { rows: [{ outcome: 'claimed' }] }
  const store = postgresReplayStore({ query }, { table })
  await store.claim({ key: 'é', owner: 'a', leaseSeconds: 0.0011, keepSeconds: 1 })
  await store.complete({ key: 'k', owner: 'a', keepSeconds: 7 })
  await store.release({ key: 'k', owner: 'a' })
  same(
    asked,
    [
      ['WITH', true, ['\\u00e9', 'a', 1, 0.002]],
      ['UPDATE', true, ['k', 'a', 7]],
      ['DELETE', true, ['k', 'a']]
    ],
    'statements'
  )
})

await tally.group('a long key where the host has no WebCrypto', [undefined, {}], async (value) => {
  const given = Object.getOwnPropertyDescriptor(globalThis, 'crypto')
  Object.defineProperty(globalThis, 'crypto', { value, configurable: true })
  const error = await rejected(redis().store.release({ key: 'x'.repeat(513), owner: 'a' }))
  Object.defineProperty(globalThis, 'crypto', given ?? {})
  isError(error, RangeError)
  same(error.message, 'a text of more than 512 characters needs WebCrypto, which Node has from 20 on', 'message')
})
if (!tally.end()) process.exitCode = 1
