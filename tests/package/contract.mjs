// Facts that Rust and TypeScript share: a new one compiles nowhere until each place that depends on it has it.
// @run contract; core
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { ok, same } from '../runtimes/suite/expect.mjs'
import { Tally } from '../runtimes/suite/tally.mjs'

const folder = join(root, 'target/contract-test')
const template = join(folder, 'pkg-template')

/**
 * Additions to the generated modules, by the file that must complain.
 * @type {Record<string, [file: string, pattern: RegExp, replacement: string]>}
 */
const ADDED = {
  'lib/display/checks.ts': ['errors.ts', /(export type VerifierErrorCode =)/, "$1 | 'scratch_code'"],
  'lib/verifier/event.ts': ['events.ts', /(export type EventType =)/, "$1 | 'job.scratch'"],
  'lib/verifier/headers.ts': ['headers.ts', /HEADERS_LENGTH: (\d+) = \d+/, 'HEADERS_LENGTH: 1$1 = 1$1'],
  'lib/handler/errors.ts': ['errors.ts', /status: number, message: string, hint: string\]>>/, 'status: number, message: string]>>']
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
cpSync(join(root, 'pkg-template'), template, { recursive: true })
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
for (const [name, pattern, replacement] of Object.values(ADDED)) {
  const file = join(template, 'lib/contract', name)
  const before = readFileSync(file, 'utf8')
  const after = before.replace(pattern, replacement)
  ok(after !== before, `${name} has no ${pattern}`)
  writeFileSync(file, after)
}
const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', template, '--pretty', 'false'], { encoding: 'utf8' })
const complaints = new Set([...stdout.matchAll(/^(?:.*pkg-template\/)?(\S+?)\(\d+,\d+\): error/gm)].map(([, file]) => file))

const tally = new Tally()
await tally.group('what depends on an addition does not compile', Object.keys(ADDED), (file) =>
  ok(complaints.has(file), `compiles; only ${[...complaints].join(', ')} do not`)
)
await tally.group('nothing generated is in git', ['lib/contract'], () => {
  const { stdout } = spawnSync('git', ['ls-files', 'pkg-template/lib/contract'], { cwd: root, encoding: 'utf8' })
  same(stdout, '', 'files')
})
if (!tally.end()) process.exitCode = 1
rmSync(folder, { recursive: true, force: true })
