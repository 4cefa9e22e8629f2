// Real Durable Objects in workerd: the contract, and that claims outlive the process.
// @run replay store in Durable Objects
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from './load.mjs'
import { runRestarted } from './restarted-worker.mjs'

const storage = {
  durableObjects: {
    SQLITE: { className: 'WebhookReplayObject', useSQLite: true },
    KEY_VALUE: { className: 'KeyValueObject' },
    WATCHED: { className: 'WatchedObject', useSQLite: true }
  },
  durableObjectsPersist: mkdtempSync(join(folder, 'durable-objects-'))
}
await runRestarted('durable-object-worker.mjs', storage, 'Durable Objects')
