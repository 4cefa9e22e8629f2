import type { ReplayStore } from './store.js'

export type { ReplayStore } from './store.js'

/** A `Pool` or a `Client` of `pg`, or anything that queries as they do. */
export interface PostgresPool {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>
}

/**
 * A store in PostgreSQL 11 or later, in the table that {@link replayTableSql} makes. One statement for each call, by the
 * database's clock. Each claim deletes up to two rows that have expired, so nothing needs to be scheduled.
 *
 * @param pool not a client with an open transaction: a claim that is not committed holds up the others
 * @param options.table default `webhook_replay`; `schema.table` too; case counts
 * @throws {TypeError} for a name that is no identifier, and for a pool that cannot query
 */
export function postgresReplayStore(pool: PostgresPool, options?: { table?: string | undefined }): ReplayStore

/**
 * The statements that make the table and its index, for a migration. They do nothing where there are such.
 *
 * @throws {TypeError} for a name that is no identifier
 */
export function replayTableSql(table?: string): string
