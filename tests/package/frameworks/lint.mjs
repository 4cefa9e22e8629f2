// publint and Are the Types Wrong? find nothing in the tarball: each entry in each way that TypeScript resolves one, node10's
// included, which reads no exports. An ES module that is required is right: Node 20.19 and later load it.
// @run linters of packages
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { root } from '../../../scripts/project.mjs'
import { ok } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

const [, , folder = ''] = process.argv
const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/webhook-verifier/package.json'), 'utf8'))
const tarball = join(root, `target/npm/webhook-verifier-${version}.tgz`)
const STRICT = ['--profile', 'strict', '--no-definitely-typed', '--ignore-rules', 'cjs-resolves-to-esm']
const LINTERS = [
  { name: 'publint', tool: 'publint', args: ['run', tarball, '--strict'], praise: 'All good!' },
  { name: 'attw', tool: '@arethetypeswrong/cli', args: [tarball, ...STRICT], praise: 'No problems found' }
]

const tally = new Tally()
await tally.group('the tarball is clean', LINTERS, ({ name, args, praise }) => {
  const command = join(toolFolder('lint'), 'node_modules/.bin', name)
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  ok(status === 0 && stdout.includes(praise), `it ended with ${status}: ${stdout}${stderr}`)
})
for (const { name, tool } of LINTERS) console.log(`ran ${name} ${versionOf('lint', tool)}: the tarball, every entry point`)
if (!tally.end()) process.exitCode = 1
