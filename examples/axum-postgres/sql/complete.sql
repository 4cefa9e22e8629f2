UPDATE "webhook_replay" SET lease = NULL, expires = clock_timestamp() + make_interval(secs => $3)
WHERE key = $1 AND owner = $2 AND lease IS NOT NULL
