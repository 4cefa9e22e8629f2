// The handler's suite in workerd, without nodejs_compat.
// @run handler in workerd
import { startWorker } from '../worker.mjs'

const [, , folder = ''] = process.argv
const worker = await startWorker(folder, 'runtimes/handler/worker.mjs', { bindings: { WEBHOOK_SECRET: 'k' } })
try {
  const answer = await worker.dispatchFetch('http://localhost/suite')
  console.log(await answer.text())
  process.exitCode = answer.status === 200 ? 0 : 1
} finally {
  await worker.dispose()
}
