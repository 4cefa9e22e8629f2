// `import` and `require` in one program of Bun's.
// @run Bun
import { runtimeBinary, versionOf } from '../../../scripts/runtimes.mjs'
import { Tally } from '../../suite/tally.mjs'
import { addProcess } from './answers.mjs'

const [, , cwd] = process.argv
const tally = new Tally()
for (const name of ['node.mjs', 'node.cjs']) {
  addProcess(tally, `import and require, ${name}`, runtimeBinary('@oven', 'bin/bun'), ['run', `runtimes/${name}`], { cwd })
}
console.log(`ran Bun ${versionOf('runtimes', 'bun')}: import and require`)
if (!tally.end()) process.exitCode = 1
