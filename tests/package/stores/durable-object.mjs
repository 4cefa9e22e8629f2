// Real Durable Objects in workerd: the contract, and that claims outlive the process.
// @run replay store in Durable Objects
import { mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../../scripts/project.mjs'
import { versionOf } from '../../../scripts/runtimes.mjs'
import { folder } from './load.mjs'

const { Miniflare } = createRequire(join(root, '.tools/runtimes/package.json'))('miniflare')
const place = mkdtempSync(join(folder, 'durable-object-'))
const script = join(place, 'worker.js')

await build({
  entryPoints: [join(root, 'tests/package/stores/durable-object-worker.mjs')],
  outfile: script,
  bundle: true,
  format: 'esm',
  conditions: ['workerd'],
  nodePaths: [join(folder, 'node_modules')]
})

const options = {
  modules: [{ type: 'ESModule', path: script, contents: readFileSync(script) }],
  modulesRoot: place,
  compatibilityDate: '2026-01-01',
  durableObjects: {
    SQLITE: { className: 'WebhookReplayObject', useSQLite: true },
    KEY_VALUE: { className: 'KeyValueObject' },
    WATCHED: { className: 'WatchedObject', useSQLite: true }
  },
  durableObjectsPersist: join(place, 'objects')
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
