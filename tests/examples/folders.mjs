// The folders that people copy: small, complete, and each run by these tests. Argument: the folder of the installation.
// @run folders; core
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ok, same } from '../suite/expect.mjs'
import { declaredJobs } from '../runner/declarations.mjs'
import { Tally } from '../suite/tally.mjs'
import { EXAMPLES, manifestOf } from './example.mjs'

const MOST = 40

const [, , folder = ''] = process.argv
const runs = declaredJobs().map(({ name }) => name)
const { version } = manifestOf(join(folder, 'node_modules/webhook-verifier'))
const names = readdirSync(EXAMPLES)

/**
 * All that a person has written there, but for the manifest.
 * @param {string} name
 */
const textsOf = (name) =>
  readdirSync(join(EXAMPLES, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'package.json')
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8'))

const tally = new Tally()
await tally.group('each is run', names, (name) => ok(runs.includes(`example: ${name}`), 'no file in tests/examples declares it'))
await tally.group(`each has at most ${MOST} lines`, names, (name) => {
  const lines = textsOf(name)
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.trim())
  ok(lines.length <= MOST, `${lines.length} lines`)
})
await tally.group('each says how to run it', names, (name) => {
  ok(
    textsOf(name).some((text) => /^\/\/ .*Run it: `\w+ install`/.test(text)),
    'no comment on top says it'
  )
})
await tally.group('each asks for this version', names, (name) => {
  const { private: isPrivate, scripts, dependencies } = manifestOf(join(EXAMPLES, name))
  same(dependencies['webhook-verifier'], `^${version}`, 'version')
  ok(isPrivate && (scripts.start ?? scripts.build), 'it can be published, or has no script to start or build it')
})
if (!tally.end()) process.exitCode = 1
