// A replay store in PostgreSQL: one table, one statement for each call, and the database's clock.
import { claimArguments, completeArguments, getOption, releaseArguments } from './arguments.js'
import { retried } from './retry.js'
import { withStorageKeys } from './storage-key.js'

const TABLE = 'webhook_replay'
/** PostgreSQL cuts off what is beyond 63, and the index has eight more. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,54}$/
const OUTCOMES = ['claimed', 'in_progress', 'done']

/**
 * `lease` is null once the work is done; `expires` is when the row may go. The index on that must not be a unique one: two
 * claims of one key in the same microsecond would violate it, where the conflict of their keys is no error.
 */
export function replayTableSql(table = TABLE) {
  const names = namesOf(table)
  return `CREATE TABLE IF NOT EXISTS ${quoted(names)} (
  key text PRIMARY KEY,
  owner text NOT NULL,
  lease timestamptz,
  expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS ${quoted([`${names.at(-1)}_expires`])} ON ${quoted(names)} (expires);
`
}

/**
 * A row that another claimed at this very moment is in conflict, but not in this statement's snapshot: then it is in
 * progress. No table can have the names with blanks.
 */
const claimSql = (table, more = '') => `
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
const claimAndPurgeSql = (table) =>
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

const completeSql = (table) => `
UPDATE ${table} SET lease = NULL, expires = clock_timestamp() + make_interval(secs => $3)
WHERE key = $1 AND owner = $2 AND lease IS NOT NULL`

/** Needs the table, its key and every right that the others need, also to write; changes no row. */
const checkSql = (table) => `
WITH "the claim" AS (
  INSERT INTO ${table} AS held (key, owner, lease, expires) SELECT key, owner, lease, expires FROM ${table} WHERE false
  ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, lease = excluded.lease, expires = excluded.expires
), "the purge" AS (
  DELETE FROM ${table} WHERE false
)
SELECT 'claimed' AS outcome`

const releaseSql = (table) => `DELETE FROM ${table} WHERE key = $1 AND owner = $2 AND lease IS NOT NULL`

export function postgresReplayStore(client, options = {}) {
  return new PostgresReplayStore(queryOf(client), quoted(namesOf(getOption(options, 'table', TABLE))))
}

class PostgresReplayStore {
  #query
  #table

  constructor(query, table) {
    this.#query = query
    this.#table = table
  }

  async claim(given) {
    const claim = claimArguments(given)
    return outcomeOf(await this.#run([claimAndPurgeSql, claimSql], claim, claim.keep / 1000, claim.lease / 1000))
  }

  async complete(given) {
    const completion = completeArguments(given)
    await this.#run([completeSql], completion, completion.keep / 1000)
  }

  async release(given) {
    await this.#run([releaseSql], releaseArguments(given))
  }

  async check() {
    outcomeOf(await this.#query(checkSql(this.#table), []))
  }

  async #run([first, again = first], claim, ...more) {
    const { key, owner } = await withStorageKeys(claim)
    const values = [key, owner, ...more]
    return retried((tries) => this.#query((tries ? again : first)(this.#table), values), isRetryable)
  }
}

/** Above read committed the server asks for another try where others wrote at the same time, also to unrelated rows. */
const isRetryable = (error) => ['40001', '40P01'].includes(error?.code)

/** Clients of one interface, and `postgres`, whose name for it is another. */
function queryOf(client) {
  const name = ['query', 'unsafe'].find((name) => typeof client?.[name] === 'function')
  if (!name) throw new TypeError('postgresReplayStore takes a Pool or a Client of pg, or any client with query(text, values)')
  return (text, values) => client[name](text, values)
}

/** Some clients return the rows alone, and rows can be set to be arrays. */
function outcomeOf(result) {
  const row = (Array.isArray(result) ? result : result?.rows)?.[0]
  const outcome = Array.isArray(row) ? row[0] : row?.outcome
  if (OUTCOMES.includes(outcome)) return outcome
  throw new Error(`PostgreSQL was asked for a claim and answered ${String(outcome)}; is the client one whose query() resolves to rows?`)
}

/** Checked, for a name is the one thing that cannot be a parameter. */
function namesOf(table) {
  const names = typeof table === 'string' ? table.split('.') : []
  if (names.length < 1 || names.length > 2 || !names.every((name) => IDENTIFIER.test(name))) {
    throw new TypeError('table must be a name, or schema.name, of at most 55 letters, digits and underscores each')
  }
  return names
}

/** Then a reserved word or a capital letter is a name like others. */
const quoted = (names) => names.map((name) => `"${name}"`).join('.')
