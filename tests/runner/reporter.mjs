// A reporter for node:test that prints a job's checks and output once it is done, and last the sums of all, which CI reads.
import { NOTHING, results } from './jobs.mjs'
import { recordSeconds } from './seconds.mjs'

/** @import { TestEvent } from 'node:test/reporters' */
/** @import { Result } from './jobs.mjs' */

/**
 * @param {string} name
 * @param {Result} result
 */
function shown(name, { passed, failed, skipped, seconds, processorSeconds, output }) {
  const lines = output.trimEnd().split('\n')
  if (skipped && !passed && !failed) return `${name}: skipped, ${lines.join('; ')}\n`
  const times = `${seconds.toFixed(1)} s, processor ${processorSeconds.toFixed(1)} s`
  return `${name}: ${passed} passed, ${failed} failed (${times})\n${lines.map((line) => `  ${line}\n`).join('')}`
}

/** @param {AsyncIterable<TestEvent>} events */
export default async function* reporter(events) {
  /** @type {Map<string, Result>} */
  const done = new Map()
  for await (const { type, data } of events) {
    if (type !== 'test:complete' || data.details.type === 'suite') continue
    const { name, details } = data
    const result = results.get(name) ?? (details.error && { ...NOTHING, failed: 1, output: `FAIL ${details.error.cause}` })
    if (!result) continue
    done.set(name, result)
    yield shown(name, result)
  }
  recordSeconds(done)
  /** @param {'passed' | 'failed' | 'skipped' | 'processorSeconds'} what */
  const sum = (what) => [...done.values()].reduce((total, result) => total + result[what], 0)
  const seconds = (performance.now() / 1000).toFixed(0)
  yield `${done.size} jobs took ${seconds} s, processor ${sum('processorSeconds').toFixed(0)} s\n`
  yield `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`
}
