// A replay store in PostgreSQL: one table, one statement for each call, and the database's clock.
import {
  claimArguments,
  completeArguments,
  getOption,
  hasMethod,
  type Holder,
  isOutcome,
  type Outcome,
  releaseArguments
} from './arguments.ts'
import { retried } from './retry.ts'
import { withStorageKeys } from './storage-key.ts'
import type { ReplayStore } from './store.ts'

export type { ReplayStore }

/**
 * A `Pool` or a `Client` of `pg`, `neon()`, PGlite, or any client that queries as they do. Prefer a `Pool`: a `Client` queues the
 * calls of deliveries that arrive together, and `pg` warns of it and will refuse it from version 9 on.
 */
export interface PostgresPool {
  query(text: string, values: unknown[]): PromiseLike<{ rows: unknown[] } | unknown[]>
}

/** The result of `postgres()`, of the package of that name. */
export interface PostgresJs {
  unsafe(text: string, values: any[]): PromiseLike<unknown[]>
}

type Query = (text: string, values: unknown[]) => PromiseLike<unknown>
type Statement = (table: string) => string

const TABLE = 'webhook_replay'
/** PostgreSQL cuts off what is beyond 63, and the index has eight more. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,54}$/

/**
 * Returns the statements that make the table and its index, for a migration. They do nothing where there are such.
 *
 * @throws {TypeError} for a name that is no identifier
 */
export function replayTableSql(table: string = TABLE): string {
  // `lease` is null once the work is done; `expires` is when the row may go. The index on that must not be a unique one: two claims
  // of one key in the same microsecond would violate it, where the conflict of their keys is no error.
  const names = toNames(table)
  return `CREATE TABLE IF NOT EXISTS ${quoted(names)} (
  key text PRIMARY KEY,
  owner text NOT NULL,
  lease timestamptz,
  expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS ${quoted([`${names[names.length - 1]}_expires`])} ON ${quoted(names)} (expires);
`
}

/**
 * A row that another claimed at this very moment is in conflict, but not in this statement's snapshot: then it is in
 * progress. No table can have the names with blanks.
 */
const claimSql = (table: string, more = ''): string => `
WITH "the claim" AS (
  INSERT INTO ${table} AS held (key, owner, lease, expires)
  VALUES ($1, $2, clock_timestamp() + make_interval(secs => $4),
    clock_timestamp() + make_interval(secs => $3) + make_interval(secs => $4))
  ON CONFLICT (key) DO UPDATE
  SET owner = excluded.owner, lease = excluded.lease, expires = excluded.expires
  WHERE coalesce(held.lease, held.expires) <= clock_timestamp() OR (held.lease IS NOT NULL AND held.owner = $2)
  RETURNING key
)${more}
SELECT CASE
  WHEN EXISTS (SELECT FROM "the claim") THEN 'claimed'
  WHEN EXISTS (SELECT FROM ${table} WHERE key = $1 AND lease IS NULL AND expires > clock_timestamp()) THEN 'done'
  ELSE 'in_progress'
END AS outcome`

/**
 * The purge runs after the claim, on which it depends, and skips what is locked, so that two claims never wait for each
 * other; two rows go for each that comes.
 */
const claimAndPurgeSql = (table: string): string =>
  claimSql(
    table,
    `, "the purge" AS (
  DELETE FROM ${table} WHERE key = ANY (ARRAY(
    SELECT key FROM ${table}
    WHERE EXISTS (SELECT FROM "the claim") AND expires <= clock_timestamp() AND key <> $1
    ORDER BY expires LIMIT 2 FOR UPDATE SKIP LOCKED
  ))
)`
  )

const completeSql = (table: string): string => `
UPDATE ${table} SET lease = NULL, expires = clock_timestamp() + make_interval(secs => $3)
WHERE key = $1 AND owner = $2 AND lease IS NOT NULL`

/** Needs the table, its key and every right that the others need, also to write; changes no row. */
const checkSql = (table: string): string => `
WITH "the claim" AS (
  INSERT INTO ${table} AS held (key, owner, lease, expires) SELECT key, owner, lease, expires FROM ${table} WHERE false
  ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, lease = excluded.lease, expires = excluded.expires
), "the purge" AS (
  DELETE FROM ${table} WHERE false
)
SELECT 'claimed' AS outcome`

const releaseSql = (table: string): string => `DELETE FROM ${table} WHERE key = $1 AND owner = $2 AND lease IS NOT NULL`

/**
 * A store in PostgreSQL 11 or later, in the table that {@link replayTableSql} makes. One statement for each call, by the
 * database's clock. Each claim deletes up to two rows that have expired, so nothing needs to be scheduled. Where transactions are
 * `repeatable read` or `serializable`, statements that the server asks to try again are tried again.
 *
 * @param client not one with an open transaction: a claim that is not committed blocks the others
 * @param options.table default `webhook_replay`; `schema.table` too; case counts
 * @throws {TypeError} for a table that is not an identifier, and for a client without `query(text, values)`
 */
export function postgresReplayStore(client: PostgresPool | PostgresJs, options: { table?: string | undefined } = {}): ReplayStore {
  return new PostgresReplayStore(toQuery(client), quoted(toNames(getOption(options, 'table', TABLE))))
}

class PostgresReplayStore implements ReplayStore {
  #query: Query
  #table: string

  constructor(query: Query, table: string) {
    this.#query = query
    this.#table = table
  }

  async claim(given: unknown): Promise<Outcome> {
    const claim = claimArguments(given)
    return toOutcome(await this.#run([claimAndPurgeSql, claimSql], claim, claim.keep / 1000, claim.lease / 1000))
  }

  async complete(given: unknown): Promise<void> {
    const completion = completeArguments(given)
    await this.#run([completeSql], completion, completion.keep / 1000)
  }

  async release(given: unknown): Promise<void> {
    await this.#run([releaseSql], releaseArguments(given))
  }

  async check(): Promise<void> {
    toOutcome(await this.#query(checkSql(this.#table), []))
  }

  async #run([first, again = first]: [Statement, Statement?], claim: Holder, ...more: number[]): Promise<unknown> {
    const { key, owner } = await withStorageKeys(claim)
    const values = [key, owner, ...more]
    return retried((tries) => this.#query((tries ? again : first)(this.#table), values), isRetryable)
  }
}

/** Above read committed the server asks for another try where others wrote at the same time, also to unrelated rows. */
const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes((error as { code: string } | null)?.code ?? '')

/** Clients of one interface, and `postgres`, whose name for it is another. */
function toQuery(given: unknown): Query {
  const client = given as any
  if (hasMethod(client, 'query')) return (text, values) => client.query(text, values)
  if (hasMethod(client, 'unsafe')) return (text, values) => client.unsafe(text, values)
  throw new TypeError('postgresReplayStore takes a Pool or a Client of pg, or any client with query(text, values)')
}

/** Some clients return the rows alone, and rows can be set to be arrays. */
function toOutcome(result: any): Outcome {
  const row = (Array.isArray(result) ? result : result?.rows)?.[0]
  const outcome: unknown = Array.isArray(row) ? row[0] : row?.outcome
  if (isOutcome(outcome)) return outcome
  throw new Error(`PostgreSQL was asked for a claim and answered ${String(outcome)}; is the client one whose query() resolves to rows?`)
}

/** Checked, for a name is the one thing that cannot be a parameter. */
function toNames(table: unknown): string[] {
  const names = typeof table === 'string' ? table.split('.') : []
  if (names.length < 1 || names.length > 2 || !names.every((name) => IDENTIFIER.test(name))) {
    throw new TypeError('table must be a name, or schema.name, of at most 55 letters, digits and underscores each')
  }
  return names
}

/** Then a reserved word or a capital letter is a name like others. */
const quoted = (names: string[]): string => names.map((name) => `"${name}"`).join('.')
