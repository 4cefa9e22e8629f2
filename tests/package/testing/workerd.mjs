// The test kit's suite in workerd, without nodejs_compat.
// @run test kit in workerd
import { versionOf } from '../../../scripts/runtimes.mjs'
import { startWorker } from '../worker.mjs'

const [, , folder = ''] = process.argv
const worker = await startWorker(folder, 'runtimes/testing/worker.mjs')
try {
  const answer = await worker.dispatchFetch('http://localhost/')
  console.log(`ran workerd ${versionOf('runtimes', 'workerd')}: the test kit`)
  console.log(await answer.text())
  process.exitCode = answer.status === 200 ? 0 : 1
} finally {
  await worker.dispose()
}
