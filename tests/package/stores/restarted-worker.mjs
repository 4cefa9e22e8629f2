// Runs a Worker in two processes on one storage: the first claims, the second is told the answer and tests the store.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { versionOf } from '../../../scripts/runtimes.mjs'
import { bundleWorker } from '../worker.mjs'
import { folder } from './load.mjs'

const { Miniflare } = createRequire(join(root, '.tools/runtimes/package.json'))('miniflare')

/**
 * `name` is the Worker's file in this folder, `storage` Miniflare's options of its storage, `what` the store's name in the report.
 * @param {string} name
 * @param {Foreign} storage
 * @param {string} what
 */
export async function runRestarted(name, storage, what) {
  const { outdir, modules } = await bundleWorker(folder, join(root, 'tests/package/stores', name))
  const options = { modules, modulesRoot: outdir, compatibilityDate: '2026-01-01', ...storage }
  const first = await ask(options, '/claim')
  const { status, text } = await ask(options, `/?claimed=${first.text}`)
  console.log(`ran workerd ${versionOf('runtimes', 'workerd')}: replay store in ${what}`)
  console.log(text)
  process.exitCode = status === 200 ? 0 : 1
}

/**
 * Each time in a process of its own.
 * @param {object} options
 * @param {string} path
 */
async function ask(options, path) {
  const worker = new Miniflare(options)
  try {
    const answer = await worker.dispatchFetch(`http://localhost${path}`)
    return { status: answer.status, text: await answer.text() }
  } finally {
    await worker.dispose()
  }
}
