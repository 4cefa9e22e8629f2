// A real D1 in workerd: the contract, and that claims outlive the process.
// @run replay store in D1
import { mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { versionOf } from '../../../scripts/runtimes.mjs'
import { bundleWorker } from '../worker.mjs'
import { folder } from './load.mjs'

const { Miniflare } = createRequire(join(root, '.tools/runtimes/package.json'))('miniflare')
const { outdir, modules } = await bundleWorker(folder, join(root, 'tests/package/stores/d1-worker.mjs'))
const options = {
  modules,
  modulesRoot: outdir,
  compatibilityDate: '2026-01-01',
  d1Databases: { DB: 'db', EMPTY: 'empty', OTHER: 'other' },
  d1Persist: mkdtempSync(join(folder, 'd1-'))
}

/** Each time in a process of its own, on the same database. */
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
console.log(`ran workerd ${versionOf('runtimes', 'workerd')}: replay store in D1`)
console.log(text)
process.exitCode = status === 200 ? 0 : 1
