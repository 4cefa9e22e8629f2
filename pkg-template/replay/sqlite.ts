// A replay store in SQLite: for the processes of one machine, and across restarts. One statement decides about a claim.
import { claimArguments, completeArguments, hasMethod, isOutcome, type Outcome, releaseArguments } from './arguments.ts'
import { retried } from './retry.ts'
import { CHECK, CLAIM, COMPLETE, PURGE, RELEASE, STATE, TABLE } from './sqlite-statements.ts'
import { withStorageKeys } from './storage-key.ts'
import type { ReplayStore } from './store.ts'

export type { ReplayStore }

/** A database of `node:sqlite`, `bun:sqlite`, `better-sqlite3` or `libsql`. */
export interface SqliteDatabase {
  prepare(sql: string): { all(...values: any[]): unknown[]; run(...values: any[]): unknown }
  exec(sql: string): unknown
}

/** A client of `@libsql/client`. */
export interface LibsqlClient {
  execute(statement: { sql: string; args: any[] }): Promise<{ rows: unknown[] }>
  executeMultiple(sql: string): Promise<void>
  reconnect?(): unknown
}

type Value = string | number
type Run = (sql: string, values: Value[]) => Promise<unknown[]> | unknown[]

/**
 * A store in an SQLite database, 3.35 or later, in the table `webhook_replay`, which it makes. Leases and keys expire by the clock of
 * the machine. Each claim deletes up to two rows that have expired. A database that another process has locked is tried again, for
 * about a second; the connection's own `busy_timeout` is set to 0. With `PRAGMA journal_mode = WAL` several processes share a file best;
 * set a `busy_timeout` before it, or processes that open the file at the same moment fail with `database is locked`.
 *
 * @param database an open one; not one on which you keep a transaction open, because a claim must be committed at once
 * @throws {TypeError} for a database of another kind
 */
export function sqliteReplayStore(database: SqliteDatabase | LibsqlClient): ReplayStore {
  return new SqliteReplayStore(toRun(database))
}

class SqliteReplayStore implements ReplayStore {
  #run: Run
  #table: Promise<void> | undefined

  constructor(run: Run) {
    this.#run = run
  }

  async claim(given: unknown): Promise<Outcome> {
    const { key, owner, lease, keep } = await withStorageKeys(claimArguments(given))
    const rows = await this.#query(CLAIM, key, owner, lease, lease + keep)
    if (!rows.length) return toOutcome((await this.#query(STATE, key))[0])
    // The claim is valid even where the purge fails; the next one purges again.
    await this.#query(PURGE).catch(() => {})
    return toOutcome(rows[0])
  }

  async complete(given: unknown): Promise<void> {
    const { key, owner, keep } = await withStorageKeys(completeArguments(given))
    await this.#query(COMPLETE, keep, key, owner)
  }

  async release(given: unknown): Promise<void> {
    const { key, owner } = await withStorageKeys(releaseArguments(given))
    await this.#query(RELEASE, key, owner)
  }

  async check(): Promise<void> {
    await this.#query(CHECK)
  }

  async #query(sql: string, ...values: Value[]): Promise<unknown[]> {
    await (this.#table ??= this.#makeTable())
    return this.#attempt(sql, values)
  }

  /** A failure is not kept: the next call tries again. */
  async #makeTable(): Promise<void> {
    try {
      for (const sql of TABLE) await this.#attempt(sql, [])
    } catch (error) {
      this.#table = undefined
      throw error
    }
  }

  #attempt(sql: string, values: Value[]): Promise<unknown[]> {
    return retried(() => this.#run(sql, values), isBusy)
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED, as drivers name them or, with their extended forms, number them. */
function isBusy(error: unknown): boolean {
  const { code, errcode = 0 } = (error ?? {}) as { code?: unknown; errcode?: number }
  return /^SQLITE_(BUSY|LOCKED)/.test(String(code)) || [5, 6].includes(errcode & 0xff)
}

/** A row may be set to be an array. A row that has gone is in progress. */
function toOutcome(row: unknown = { outcome: 'in_progress' }): Outcome {
  const outcome: unknown = Array.isArray(row) ? row[0] : (row as { outcome?: unknown } | null)?.outcome
  if (isOutcome(outcome)) return outcome
  throw new Error(`SQLite was asked for a claim and answered ${String(outcome)}`)
}

function toRun(database: unknown): Run {
  if (hasMethod(database, 'executeMultiple')) return toClientRun(database as LibsqlClient)
  const connection = checkDatabase(database)
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  return (sql, values) =>
    inTransaction(connection, () => {
      const statement = statements.get(sql) ?? connection.prepare(sql)
      statements.set(sql, statement)
      if (READING.includes(sql)) return statement.all(...values)
      statement.run(...values)
      return []
    })
}

/**
 * The lock is taken by `exec`, which keeps no statement. In libsql, a prepared statement that was refused because of a lock stays
 * active, and what the connection writes after it is not committed.
 */
function inTransaction(database: SqliteDatabase, work: () => unknown[]): unknown[] {
  database.exec('BEGIN IMMEDIATE')
  try {
    const rows = work()
    database.exec('COMMIT')
    return rows
  } catch (error) {
    rollBack(database)
    throw error
  }
}

/** SQLite itself ends a transaction after some errors. */
function rollBack(database: SqliteDatabase): void {
  try {
    database.exec('ROLLBACK')
  } catch {}
}

/** Has only prepared statements, so after a refusal because of a lock it gets a new connection. */
function toClientRun(client: LibsqlClient): Run {
  return async (sql, values) => {
    try {
      return (await client.execute({ sql, args: values })).rows
    } catch (error) {
      if (isBusy(error)) await client.reconnect?.()
      throw error
    }
  }
}

/** Some drivers refuse `all` for a statement without rows. */
const READING = [CLAIM, STATE]

/** Asks the database for one row: drivers with callbacks or promises have the same names for their functions. */
function checkDatabase(given: unknown): SqliteDatabase {
  const hint = hintFor(given)
  if (hint !== undefined || !hasMethod(given, 'prepare') || !hasMethod(given, 'exec')) refuse(hint)
  const database = given as unknown as SqliteDatabase
  if (!answersAtOnce(database)) refuse()
  return database
}

/**
 * A driver that waited for a lock would stop the whole process, so it no longer waits: the store tries again itself. A database that
 * another process has locked at this moment says so, which is an answer too.
 */
function answersAtOnce(database: SqliteDatabase): boolean {
  try {
    const statement: unknown = database.prepare('PRAGMA busy_timeout = 0')
    return hasMethod(statement, 'all') && Array.isArray((statement as { all(): unknown }).all())
  } catch (error) {
    if (isBusy(error)) return true
    throw error
  }
}

function refuse(hint = ''): never {
  throw new TypeError(`sqliteReplayStore takes an open database of node:sqlite, bun:sqlite, better-sqlite3 or libsql${hint}`)
}

/** The remedy for values that are mistaken for a database. */
function hintFor(given: unknown): string | undefined {
  if (typeof given === 'string') return "; open it first: new DatabaseSync('replay.db')"
  if (hasMethod(given, 'withSession') || hasMethod(given, 'dump')) return '; for a binding of D1, use webhook-verifier/replay/d1'
  if (hasMethod(given, 'parallelize')) return '; the package sqlite3 has callbacks alone, so use one of these'
  if (given !== null && typeof given === 'object' && '$client' in given) return '; of Drizzle, pass its $client'
  if (hasMethod(given, 'then')) return '; await it first'
  return undefined
}
