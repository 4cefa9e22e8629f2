CREATE TABLE IF NOT EXISTS "webhook_replay" (
  key text PRIMARY KEY,
  owner text NOT NULL,
  lease timestamptz,
  expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS "webhook_replay_expires" ON "webhook_replay" (expires);
