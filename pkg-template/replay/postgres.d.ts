import type { ReplayStore } from './store.js'

export type { ReplayStore } from './store.js'

/** A `Pool` or a `Client` of `pg`, `neon()`, PGlite, or any client that queries as they do. */
export interface PostgresPool {
  query(text: string, values: unknown[]): PromiseLike<{ rows: unknown[] } | unknown[]>
}

/** The result of `postgres()`, of the package of that name. */
export interface PostgresJs {
  unsafe(text: string, values: any[]): PromiseLike<unknown[]>
}

/**
 * A store in PostgreSQL 11 or later, in the table that {@link replayTableSql} makes. One statement for each call, by the
 * database's clock. Each claim deletes up to two rows that have expired, so nothing needs to be scheduled. Where transactions are
 * `repeatable read` or `serializable`, statements that the server asks to try again are tried again.
 *
 * @param client not one with an open transaction: a claim that is not committed blocks the others
 * @param options.table default `webhook_replay`; `schema.table` too; case counts
 * @throws {TypeError} for a table that is not an identifier, and for a client without `query(text, values)`
 */
export function postgresReplayStore(client: PostgresPool | PostgresJs, options?: { table?: string | undefined }): ReplayStore

/**
 * The statements that make the table and its index, for a migration. They do nothing where there are such.
 *
 * @throws {TypeError} for a name that is no identifier
 */
export function replayTableSql(table?: string): string
