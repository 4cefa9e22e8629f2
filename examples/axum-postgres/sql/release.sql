DELETE FROM "webhook_replay" WHERE key = $1 AND owner = $2 AND lease IS NOT NULL
