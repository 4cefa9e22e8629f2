// The reliability tests in their long forms, one after the other, with their figures. Build and pack first: `make reliability` does.
// `node tests/reliability/run.mjs [name…]` runs those whose name contains one of the names.
import { spawnSync } from 'node:child_process'
import { installPacked } from '../../scripts/project.mjs'
import { jobs } from './jobs.mjs'

const folder = installPacked('reliability')
const wanted = process.argv.slice(2)
const chosen = jobs(folder, '--long').filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part)))
for (const { name, command, args, missing } of chosen) {
  const start = performance.now()
  console.log(name)
  if (missing) console.log(`  ${missing}`)
  const { status } = missing ? { status: 1 } : spawnSync(command, args, { stdio: 'inherit' })
  console.log(`  ${status === 0 ? 'passed' : 'FAILED'} (${((performance.now() - start) / 1000).toFixed(0)} s)\n`)
  if (status !== 0) process.exitCode = 1
}
