// A real D1 in workerd: the contract, and that claims outlive the process.
// @run replay store in D1
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from './load.mjs'
import { runRestarted } from './restarted-worker.mjs'

const storage = { d1Databases: { DB: 'db', EMPTY: 'empty', OTHER: 'other' }, d1Persist: mkdtempSync(join(folder, 'd1-')) }
await runRestarted('d1-worker.mjs', storage, 'D1')
