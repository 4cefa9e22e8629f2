// Runs libFuzzer on each target, from the seeds in git: `node scripts/fuzz.mjs <seconds> [target…]`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, tools } from './project.mjs'

const [, , seconds = '60', ...wanted] = process.argv
const targets = readdirSync(join(root, 'fuzz/seeds')).filter((name) => !wanted.length || wanted.includes(name))

/** @param {string} target */
function run(target) {
  const [corpus, seeds] = [join('fuzz/corpus', target), join('fuzz/seeds', target)]
  mkdirSync(join(root, corpus), { recursive: true })
  const dictionary = join(root, `fuzz/${target}.dict`)
  const words = existsSync(dictionary) ? [`-dict=${dictionary}`] : []
  const options = [`-max_total_time=${seconds}`, '-max_len=4096', '-timeout=10', '-print_final_stats=1', ...words]
  const args = ['+nightly', 'fuzz', 'run', '--features', 'fuzz', target, corpus, seeds, '--', ...options]
  const { status, stderr } = spawnSync('cargo', args, { cwd: root, env: tools, encoding: 'utf8', maxBuffer: 2 ** 28 })
  const executions = Number(/number_of_executed_units: (\d+)/.exec(stderr)?.[1] ?? 0)
  const isFine = status === 0 && executions > 0
  console.log(`${target}: ${executions} executions in ${seconds} s, ${isFine ? 'no finding' : 'FAILED'}`)
  if (!isFine) console.log(stderr.slice(-6000))
  return isFine
}

const failed = targets.map(run).filter((isFine) => !isFine).length
console.log(`${targets.length - failed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
