// Diagnosis in workerd, without nodejs_compat.
// @run diagnosis in workerd
import { versionOf } from '../../../scripts/runtimes.mjs'
import { startWorker } from '../worker.mjs'

const [, , folder = ''] = process.argv
const worker = await startWorker(folder, 'runtimes/diagnose/worker.mjs')
try {
  const answer = await worker.dispatchFetch('http://localhost/')
  console.log(`ran workerd ${versionOf('runtimes', 'workerd')}: diagnosis`)
  console.log(await answer.text())
  process.exitCode = answer.status === 200 ? 0 : 1
} finally {
  await worker.dispose()
}
