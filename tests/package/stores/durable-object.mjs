// Real Durable Objects in workerd: the contract, and that claims outlive the process.
// @run replay store in Durable Objects
import { mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { versionOf } from '../../../scripts/runtimes.mjs'
import { bundleWorker } from '../worker.mjs'
import { folder } from './load.mjs'

const { Miniflare } = createRequire(join(root, '.tools/runtimes/package.json'))('miniflare')
const { outdir, modules } = await bundleWorker(folder, join(root, 'tests/package/stores/durable-object-worker.mjs'))

const options = {
  modules,
  modulesRoot: outdir,
  compatibilityDate: '2026-01-01',
  durableObjects: {
    SQLITE: { className: 'WebhookReplayObject', useSQLite: true },
    KEY_VALUE: { className: 'KeyValueObject' },
    WATCHED: { className: 'WatchedObject', useSQLite: true }
  },
  durableObjectsPersist: mkdtempSync(join(folder, 'durable-objects-'))
}

/** Each time in a process of its own, on the same storage. */
async function ask(path) {
  const worker = new Miniflare(options)
  try {
    const answer = await worker.dispatchFetch(`http://localhost${path}`)
    return { status: answer.status, text: await answer.text() }
  } finally {
    await worker.dispose()
  }
}

const first = await ask('/claim')
const { status, text } = await ask(`/?claimed=${first.text}`)
console.log(`ran workerd ${versionOf('runtimes', 'workerd')}: replay store in Durable Objects`)
console.log(text)
process.exitCode = status === 200 ? 0 : 1
