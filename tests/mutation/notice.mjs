// Preloaded into every process of a test: notes at its end which mutants' places it passed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'

process.on('exit', () => {
  const passed = Object.keys(/** @type {any} */ (globalThis).__stryker__?.mutantCoverage?.static ?? {})
  if (passed.length) writeFileSync(join(String(process.env.MUTANTS_PASSED), `${process.pid}-${threadId}`), passed.join(' '))
})
