// The statements of SQLite, for a database on this machine and for Cloudflare D1: one table, and the database's clock. Values are bound
// to plain `?` in order, which every driver takes.

/** Whole milliseconds since 1970. It is one time within a statement. Works before 3.42, which brought `unixepoch('subsec')`. */
const NOW = "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"

/** `lease` is null once the work is done; `expires` is when the row may go. */
export const TABLE: string[] = [
  `CREATE TABLE IF NOT EXISTS webhook_replay (
  key TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  lease INTEGER,
  expires INTEGER NOT NULL
) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS webhook_replay_expires ON webhook_replay (expires)'
]

/** Values: key, owner, lease, lease + keep. Returns a row only where the claim is given, and writes nothing otherwise. */
export const CLAIM: string = `INSERT INTO webhook_replay AS held (key, owner, lease, expires)
VALUES (?, ?, ${NOW} + ?, ${NOW} + ?)
ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, lease = excluded.lease, expires = excluded.expires
WHERE coalesce(held.lease, held.expires) <= ${NOW} OR (held.lease IS NOT NULL AND held.owner = excluded.owner)
RETURNING 'claimed' AS outcome`

/** Values: key. For a claim that was not given; a row that has gone since is in progress, and the next claim gets it. */
export const STATE: string = `SELECT CASE WHEN lease IS NULL AND expires > ${NOW} THEN 'done' ELSE 'in_progress' END AS outcome
FROM webhook_replay WHERE key = ?`

/** Two rows for each that comes, so that nothing needs to be scheduled. */
export const PURGE: string = `DELETE FROM webhook_replay
WHERE key IN (SELECT key FROM webhook_replay WHERE expires <= ${NOW} ORDER BY expires LIMIT 2)`

/** Values: keep, key, owner. */
export const COMPLETE: string = `UPDATE webhook_replay SET lease = NULL, expires = ${NOW} + ?
WHERE key = ? AND owner = ? AND lease IS NOT NULL`

/** Values: key, owner. */
export const RELEASE: string = 'DELETE FROM webhook_replay WHERE key = ? AND owner = ? AND lease IS NOT NULL'

/** Needs every column and the right to write; changes no row, because no claim has an empty key. */
export const CHECK: string = "UPDATE webhook_replay SET owner = '', lease = 0, expires = 0 WHERE key = ''"
