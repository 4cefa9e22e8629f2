WITH "the claim" AS (
  INSERT INTO "webhook_replay" AS held (key, owner, lease, expires)
  VALUES ($1, $2, clock_timestamp() + make_interval(secs => $4),
    clock_timestamp() + make_interval(secs => $3) + make_interval(secs => $4))
  ON CONFLICT (key) DO UPDATE
  SET owner = excluded.owner, lease = excluded.lease, expires = excluded.expires
  WHERE coalesce(held.lease, held.expires) <= clock_timestamp() OR (held.lease IS NOT NULL AND held.owner = $2)
  RETURNING key
), "the purge" AS (
  DELETE FROM "webhook_replay" WHERE key = ANY (ARRAY(
    SELECT key FROM "webhook_replay"
    WHERE EXISTS (SELECT FROM "the claim") AND expires <= clock_timestamp() AND key <> $1
    ORDER BY expires LIMIT 2 FOR UPDATE SKIP LOCKED
  ))
)
SELECT CASE
  WHEN EXISTS (SELECT FROM "the claim") THEN 'claimed'
  WHEN EXISTS (SELECT FROM "webhook_replay" WHERE key = $1 AND lease IS NULL AND expires > clock_timestamp()) THEN 'done'
  ELSE 'in_progress'
END AS outcome
