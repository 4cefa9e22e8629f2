// Our stores with a clock that a test sets, each by the name that is printed: the code that decides is the installed package's.
import { DatabaseSync } from 'node:sqlite'
import { load } from './load.mjs'

/** @import { ReplayStore } from 'webhook-verifier' */
/** @import { Claim } from '../../runtimes/handler/receiver.mjs' */
/** @import { Clock, Rules } from './world.mjs' */
/** @typedef {{ sql: string, values: unknown[] }} Statement */
/** @typedef {{ key: string[], value: unknown, versionstamp: string | null }} KvEntry */

const { memoryReplayStore } = load('webhook-verifier/replay')
const { denoKvReplayStore } = load('webhook-verifier/replay/deno-kv')
const { durableObjectReplayStore, WebhookReplayObject } = load('webhook-verifier/replay/durable-object')
const { sqliteReplayStore } = load('webhook-verifier/replay/sqlite')
const { d1ReplayStore } = load('webhook-verifier/replay/d1')

const DAY_MILLIS = 86_400_000
const UNIX_EPOCH_DAYS = 2440587.5
/** Of year 2026, so that it is a date. */
const OFFSET_MILLIS = 1_767_225_600_000

/** @type {Clock | undefined} */
let current
const realNow = { date: Date.now, performance: performance.now.bind(performance) }
Date.now = () => (current ? OFFSET_MILLIS + current.millis : realNow.date())

performance.now = () => (current ? current.millis : realNow.performance())

/**
 * Runs a store's function with the test's clock; each of them reads it before it waits for anything but its own storage.
 * @param {ReplayStore} store
 * @param {Clock} clock
 */
function timed(store, clock) {
  /**
   * @param {keyof Rules} name
   * @param {Claim} given
   */
  const call = async (name, given) => {
    current = clock
    try {
      return await store[name](given)
    } finally {
      current = undefined
    }
  }
  const names = /** @type {const} */ (['claim', 'complete', 'release'])
  return /** @type {Rules} */ (Object.fromEntries(names.map((name) => [name, (/** @type {Claim} */ given) => call(name, given)])))
}

/**
 * SQLite's own function, with the test's clock in its place.
 * @param {Clock} clock
 */
function openDatabase(clock) {
  const database = new DatabaseSync(':memory:')
  database.function('julianday', { varargs: true }, () => UNIX_EPOCH_DAYS + (OFFSET_MILLIS + clock.millis) / DAY_MILLIS)
  return database
}

/**
 * A binding as D1's, whose batches are transactions.
 * @param {Foreign} database
 */
function bindingOf(database) {
  /** @param {string} sql */
  const prepare = (sql) => ({ bind: (/** @type {unknown[]} */ ...values) => ({ sql, values }) })
  /** @param {Statement[]} statements */
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
  /** @param {string[]} key */
  const read = (key) => entries.get(key.join()) ?? { key, value: null, versionstamp: null }
  const atomic = () => {
    /** @type {KvEntry[]} */
    const checks = []
    /** @type {[key: string[], entry: KvEntry][]} */
    const writes = []
    /** @type {Foreign} */
    const operation = {
      check: (/** @type {KvEntry} */ entry) => (checks.push(entry), operation),
      set: (/** @type {string[]} */ key, /** @type {unknown} */ value) => (
        writes.push([key, { key, value, versionstamp: `${++version}` }]), operation
      ),
      delete: (/** @type {string[]} */ key) => (writes.push([key, { key, value: null, versionstamp: null }]), operation),
      async commit() {
        const isCurrent = checks.every(({ key, versionstamp }) => read(key).versionstamp === versionstamp)
        if (isCurrent) for (const [key, entry] of writes) entries.set(key.join(), entry)
        return { ok: isCurrent }
      }
    }
    return operation
  }
  return { get: async (/** @type {string[]} */ key) => read(key), atomic }
}

/** Objects whose storage is a map; an alarm may ring late, and here never does. */
function namespaceOf() {
  const objects = new Map()
  const create = () => {
    const entries = new Map()
    const storage = {
      get: async (/** @type {string} */ key) => entries.get(key),
      put: async (/** @type {string} */ key, /** @type {unknown} */ value) => void entries.set(key, value),
      delete: async (/** @type {string} */ key) => entries.delete(key),
      deleteAll: async () => entries.clear(),
      setAlarm: async () => {}
    }
    return new WebhookReplayObject({ storage })
  }
  /** @param {string} id */
  const get = (id) => {
    if (!objects.has(id)) objects.set(id, create())
    return { fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => objects.get(id).fetch(new Request(url, init)) }
  }
  return { idFromName: (/** @type {string} */ name) => name, get }
}

export const STORES = {
  'memory': (/** @type {Clock} */ clock) => timed(memoryReplayStore(), Object.assign(clock, { isMonotonic: true })),
  'SQLite': (/** @type {Clock} */ clock) => timed(sqliteReplayStore(openDatabase(clock)), clock),
  'D1': (/** @type {Clock} */ clock) => timed(d1ReplayStore(bindingOf(openDatabase(clock))), clock),
  'Durable Objects': (/** @type {Clock} */ clock) => timed(durableObjectReplayStore(namespaceOf()), clock),
  'Deno KV': (/** @type {Clock} */ clock) => timed(denoKvReplayStore(openKv()), clock)
}
