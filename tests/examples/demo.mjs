// `make demo`, whose own verdict is how it ends.
// @run the demo; core
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ok } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { root } from '../../scripts/project.mjs'

const tally = new Tally()
const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/demo/demo.mjs')], { encoding: 'utf8' })
console.log(stdout + stderr)
await tally.group('the demo', ['end'], () => ok(status === 0, `it ended with ${status}`))
await tally.group('what to try next', ['inspect', 'attack'], (name) => ok(stdout.includes(`npx webhook-verifier ${name} `), stdout))
if (!tally.end()) process.exitCode = 1
