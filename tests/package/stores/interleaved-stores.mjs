// Our stores with a clock that a test sets, each by the name that is printed: the code that decides is the installed package's.
import { DatabaseSync } from 'node:sqlite'
import { load } from './load.mjs'

const { memoryReplayStore } = load('webhook-verifier/replay')
const { denoKvReplayStore } = load('webhook-verifier/replay/deno-kv')
const { durableObjectReplayStore, WebhookReplayObject } = load('webhook-verifier/replay/durable-object')
const { sqliteReplayStore } = load('webhook-verifier/replay/sqlite')
const { d1ReplayStore } = load('webhook-verifier/replay/d1')

const DAY_MILLIS = 86_400_000
const UNIX_EPOCH_DAYS = 2440587.5
/** Of year 2026, so that it is a date. */
const OFFSET_MILLIS = 1_767_225_600_000

let current
const isRunning = () => current !== undefined
const realNow = { date: Date.now, performance: performance.now.bind(performance) }
Date.now = () => (isRunning() ? OFFSET_MILLIS + current.millis : realNow.date())

performance.now = () => (isRunning() ? current.millis : realNow.performance())

/** Runs a store's function with the test's clock; each of them reads it before it waits for anything but its own storage. */
function timed(store, clock) {
  const call = async (name, given) => {
    current = clock
    try {
      return await store[name](given)
    } finally {
      current = undefined
    }
  }
  return Object.fromEntries(['claim', 'complete', 'release'].map((name) => [name, (given) => call(name, given)]))
}

/** SQLite's own function, with the test's clock in its place. */
function openDatabase(clock) {
  const database = new DatabaseSync(':memory:')
  database.function('julianday', { varargs: true }, () => UNIX_EPOCH_DAYS + (OFFSET_MILLIS + clock.millis) / DAY_MILLIS)
  return database
}

/** A binding as D1's, whose batches are transactions. */
function bindingOf(database) {
  const prepare = (sql) => ({ bind: (...values) => ({ sql, values }) })
  const batch = async (statements) => {
    database.exec('BEGIN')
    const results = statements.map(({ sql, values }) => ({ results: database.prepare(sql).all(...values) }))
    database.exec('COMMIT')
    return results
  }
  return { prepare, batch }
}

/** Versions as Deno KV has them: a commit fails where the entry was written since it was read. */
function openKv() {
  const entries = new Map()
  let version = 0
  const read = (key) => entries.get(key.join()) ?? { key, value: null, versionstamp: null }
  const atomic = () => {
    const checks = []
    const writes = []
    const operation = {
      check: (entry) => (checks.push(entry), operation),
      set: (key, value) => (writes.push([key, { key, value, versionstamp: `${++version}` }]), operation),
      delete: (key) => (writes.push([key, { key, value: null, versionstamp: null }]), operation),
      async commit() {
        const isCurrent = checks.every(({ key, versionstamp }) => read(key).versionstamp === versionstamp)
        if (isCurrent) for (const [key, entry] of writes) entries.set(key.join(), entry)
        return { ok: isCurrent }
      }
    }
    return operation
  }
  return { get: async (key) => read(key), atomic }
}

/** Objects whose storage is a map; an alarm may ring late, and here never does. */
function namespaceOf() {
  const objects = new Map()
  const create = () => {
    const entries = new Map()
    const storage = {
      get: async (key) => entries.get(key),
      put: async (key, value) => void entries.set(key, value),
      delete: async (key) => entries.delete(key),
      deleteAll: async () => entries.clear(),
      setAlarm: async () => {}
    }
    return new WebhookReplayObject({ storage })
  }
  const get = (id) => {
    if (!objects.has(id)) objects.set(id, create())
    return { fetch: (url, init) => objects.get(id).fetch(new Request(url, init)) }
  }
  return { idFromName: (name) => name, get }
}

export const STORES = {
  'memory': (clock) => timed(memoryReplayStore(), Object.assign(clock, { isMonotonic: true })),
  'SQLite': (clock) => timed(sqliteReplayStore(openDatabase(clock)), clock),
  'D1': (clock) => timed(d1ReplayStore(bindingOf(openDatabase(clock))), clock),
  'Durable Objects': (clock) => timed(durableObjectReplayStore(namespaceOf()), clock),
  'Deno KV': (clock) => timed(denoKvReplayStore(openKv()), clock)
}
