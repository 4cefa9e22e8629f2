// Keys of different prefixes, scopes, kinds, names and ids never meet, through the installed handler and each store's own builder of
// names; nor do any two texts that are given to a store directly.
// @run keys of replay stores
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { root } from '../../../scripts/project.mjs'
import { present, same } from '../../suite/expect.mjs'
import { amount } from '../../runner/amount.mjs'
import { Tally } from '../../suite/tally.mjs'
import { HOSTILE_TEXTS } from './arguments.mjs'
import { folder, load } from './load.mjs'

/** @import { Claim } from '../../runtimes/handler/receiver.mjs' */
/** @import { ReplayStore } from 'webhook-verifier' */
/** @typedef {{ sql: string, values: unknown[] }} Statement */
/** @typedef {{ prefix: string, scope: string | undefined, event: string, id: string }} Place */

const library = load('webhook-verifier')
const { redisReplayStore } = load('webhook-verifier/replay/redis')
const { postgresReplayStore } = load('webhook-verifier/replay/postgres')
const { durableObjectReplayStore } = load('webhook-verifier/replay/durable-object')
const { denoKvReplayStore } = load('webhook-verifier/replay/deno-kv')
const { sqliteReplayStore } = load('webhook-verifier/replay/sqlite')
const { d1ReplayStore } = load('webhook-verifier/replay/d1')
const { memoryReplayStore } = load('webhook-verifier/replay')
const Libsql = createRequire(join(root, '.tools/sqlite/package.json'))('libsql')
const { parcel, receiver } = await import(pathToFileURL(join(folder, 'runtimes/handler/receiver.mjs')).href)

const KEYS = amount(200, 500)

/**
 * Each store on a client that notes the name under which a key would be stored, and claims nothing.
 * @type {Record<string, (note: (key: string) => unknown, prefix?: string) => ReplayStore>}
 */
const STORES = {
  'Redis': (note, prefix) =>
    redisReplayStore({ eval: async (/** @type {string} */ script, /** @type {[string]} */ [key]) => (note(key), 0) }, { prefix }),
  'PostgreSQL': (note) =>
    postgresReplayStore({
      query: async (/** @type {string} */ text, /** @type {string[]} */ [key = '']) => (note(key), [{ outcome: 'claimed' }])
    }),
  /** A real database, of which the stored key is read: its text is UTF-8. */
  'SQLite': (note) => {
    const database = new Libsql(':memory:')
    const store = sqliteReplayStore(database)
    /** @param {Claim} given */
    const claim = async (given) => {
      const outcome = await store.claim(given)
      note(database.prepare('SELECT key FROM webhook_replay').get().key)
      return outcome
    }
    return {
      claim,
      complete: (/** @type {Omit<Claim, 'leaseSeconds'>} */ completion) => store.complete(completion),
      release: (/** @type {Pick<Claim, 'key' | 'owner'>} */ release) => store.release(release)
    }
  },
  'D1': (note) => {
    /** @param {Statement} statement */
    const rowsOf = ({ sql, values }) => (sql.startsWith('INSERT') ? (note(String(values[0])), [{ outcome: 'claimed' }]) : [])
    const batch = async (/** @type {Statement[]} */ statements) => statements.map((statement) => ({ results: rowsOf(statement) }))
    return d1ReplayStore({
      prepare: (/** @type {string} */ sql) => ({ bind: (/** @type {unknown[]} */ ...values) => ({ sql, values }) }),
      batch
    })
  },
  'Durable Objects': (note) =>
    durableObjectReplayStore({ idFromName: note, get: () => ({ fetch: async () => ({ ok: true, text: async () => 'claimed' }) }) }),
  'Deno KV': (note) => {
    /** @type {Foreign} */
    const operation = {
      check: () => operation,
      set: (/** @type {string[]} */ key) => (note(key.join('|')), operation),
      commit: async () => ({ ok: true })
    }
    return denoKvReplayStore({
      get: async (/** @type {string} */ key) => ({ key, value: null, versionstamp: null }),
      atomic: () => operation
    })
  }
}

/**
 * The one key that a claim stores in memory, seen in the store's own map.
 * @param {(store: ReplayStore) => unknown} claim
 */
async function inMemory(claim) {
  const { set } = Map.prototype
  let stored = ''
  Map.prototype.set = function (/** @type {string} */ key, /** @type {{ owner?: string }} */ value) {
    if (value?.owner) stored = key
    return set.call(this, key, value)
  }
  try {
    await claim(memoryReplayStore())
  } finally {
    Map.prototype.set = set
  }
  return stored
}

/**
 * Runs `claim(store)` on a store of that name and returns the name under which its key would be stored.
 * @param {string} name
 * @param {(store: ReplayStore) => unknown} claim
 * @param {string} [prefix]
 */
async function storedName(name, claim, prefix) {
  if (name === 'memory') return inMemory(claim)
  let stored = ''
  const storeOf = STORES[name]
  if (storeOf) await claim(storeOf((key) => (stored = key), prefix))
  return stored
}
const NAMES = ['memory', ...Object.keys(STORES)]

/**
 * Texts of the few characters that keys are put together with.
 * @param {number} least
 */
const text = (least) =>
  fc
    .array(fc.constantFrom('a', ':', '|', '%', '%3A', 'event', 'delivery', '\\', 'é', ':event:', 'sha256'), {
      minLength: least,
      maxLength: 4
    })
    .map((parts) => parts.join(''))
/** Some of them are long, and digested. */
const id = fc.tuple(text(1), fc.constantFrom('', '', '', 'x'.repeat(600))).map((parts) => parts.join(''))
const place = fc.record({ prefix: text(0), scope: fc.option(text(1), { nil: undefined }), event: text(1), id })

/**
 * @param {string} name
 * @param {Place} place
 */
const keyOf = (name, { prefix, scope, event, id }) =>
  storedName(
    name,
    (store) => receiver(library, { replay: { store, scope, dedupe: 'event' } }).send(parcel(library, { event, data: { id } })),
    prefix
  )

/** Refuses a name that two different places have. */
function meetings() {
  const places = new Map()
  return (/** @type {string} */ key, /** @type {string} */ place) => {
    same(typeof key, 'string', 'the key')
    same(places.get(key) ?? place, place, `the place of ${key}`)
    places.set(key, place)
  }
}

const tally = new Tally()
await tally.group(`no two keys of handlers meet, ${KEYS} in each store`, NAMES, async (name) => {
  const check = meetings()
  const property = async (/** @type {Place} */ each) =>
    check(await keyOf(name, each), JSON.stringify([name === 'Redis' && each.prefix, each.scope ?? '', each.event, each.id]))
  await fc.assert(fc.asyncProperty(place, property), { numRuns: KEYS })
})

/** All ways to cut one text into a scope, a name and an id at its `event`s: without escapes, all of them would be one key. */
const cuts = (/** @type {string[]} */ parts) =>
  [...parts.keys()]
    .filter((at) => parts[at] === 'event' && at > 0 && at < parts.length - 2)
    .map((at) => ({ prefix: '', scope: parts.slice(0, at).join(':'), event: present(parts[at + 1]), id: parts.slice(at + 2).join(':') }))
/** The same at every colon, as keys were once put together: into a prefix, a scope, a name and an id. */
function colonCuts(/** @type {string[]} */ parts) {
  /**
   * @param {number} from
   * @param {number} [to]
   */
  const until = (from, to) => parts.slice(from, to).join(':')
  /**
   * @param {number} from
   * @param {number} last
   */
  const ends = (from, last) => Array.from({ length: last - from + 1 }, (_, at) => from + at)
  const last = parts.length - 1
  return ends(0, last - 1).flatMap((prefixEnd) =>
    ends(prefixEnd, last - 1).flatMap((scopeEnd) =>
      ends(scopeEnd + 1, last).map((nameEnd) => ({
        prefix: prefixEnd ? `${until(0, prefixEnd)}:` : '',
        scope: scopeEnd === prefixEnd ? undefined : until(prefixEnd, scopeEnd),
        event: until(scopeEnd, nameEnd),
        id: until(nameEnd)
      }))
    )
  )
}
await tally.group('no two cuts of one text meet, at each of its', Object.entries({ colons: colonCuts, events: cuts }), async ([, cut]) => {
  const parts = fc.array(fc.constantFrom('a', 'event', '%3A'), { minLength: 4, maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(parts, async (parts) => {
      const keys = await Promise.all(cut(parts).map((each) => keyOf('Redis', each)))
      same(new Set(keys).size, keys.length, 'different keys')
    }),
    { numRuns: amount(80, 200) }
  )
})

/** @param {string} key */
const claimOf = (key) => (/** @type {ReplayStore} */ store) => store.claim({ key, owner: 'a', leaseSeconds: 60, keepSeconds: 60 })

/**
 * Hostile texts, and the forms of their escapes and digests given as texts. One at a time: the store's map is watched.
 * @param {string} name
 */
async function hostileTexts(name) {
  /** @type {string[]} */
  const forms = []
  for (const key of HOSTILE_TEXTS) forms.push(await storedName(name, claimOf(key), ''))
  return new Set([
    ...HOSTILE_TEXTS,
    ...forms,
    ...forms.map((form) => form.slice(form.indexOf('|') + 1)),
    ...forms.map((form) => `\\${form}`)
  ])
}
const piece = fc.oneof(text(1), fc.constantFrom('\\', '\\\\', '\\u00e9', '\ud800', '\\sha256:', 'x'.repeat(513), '"', '\0', '\u{1f600}'))
await tally.group('no two texts meet', NAMES, async (name) => {
  const check = meetings()
  for (const key of await hostileTexts(name)) check(await storedName(name, claimOf(key), ''), JSON.stringify(key))
  const property = async (/** @type {string[]} */ parts) =>
    check(await storedName(name, claimOf(parts.join('')), ''), JSON.stringify(parts.join('')))
  await fc.assert(fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 4 }), property), { numRuns: KEYS })
})
if (!tally.end()) process.exitCode = 1
