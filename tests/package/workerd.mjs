// The suite in workerd, without the flag nodejs_compat and with it.
// @run suite in workerd; core
import { versionOf } from '../../scripts/runtimes.mjs'
import { Tally } from '../suite/tally.mjs'
import { addAnswer } from './frameworks/answers.mjs'
import { startWorker } from './worker.mjs'

const [, , folder = ''] = process.argv
const FLAGS = { 'workerd': [], 'workerd with nodejs_compat': ['nodejs_compat'] }
const tally = new Tally()
for (const [runtime, compatibilityFlags] of Object.entries(FLAGS)) {
  const worker = await startWorker(folder, 'runtimes/workerd.mjs', { compatibilityFlags })
  try {
    await addAnswer(tally, runtime, runtime, await worker.dispatchFetch('http://localhost/'))
  } finally {
    await worker.dispose()
  }
}
console.log(`ran workerd ${versionOf('runtimes', 'workerd')}: the suite, without and with nodejs_compat`)
if (!tally.end()) process.exitCode = 1
