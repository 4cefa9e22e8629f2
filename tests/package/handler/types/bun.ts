import { Database } from 'bun:sqlite'
import { sqliteReplayStore } from 'webhook-verifier/replay/sqlite'
import { createWebhookHandler } from 'webhook-verifier'

const handler = createWebhookHandler({ secrets: Bun.env['WEBHOOK_SECRET'] ?? '', onEvent: (event) => console.log(event.data.id) })
Bun.serve({ port: 0, fetch: handler })
Bun.serve({ routes: { '/webhook': { POST: handler } } })
Bun.serve({ routes: { '/webhook': handler } })

sqliteReplayStore(new Database('replay.db'))
