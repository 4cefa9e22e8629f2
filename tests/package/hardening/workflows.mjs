// The workflows on CI: every action by its digest, no permission that is not asked for, only commands that exist.
// @run workflows
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

const folder = join(root, '.github/workflows')
const workflows = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
const makefile = readFileSync(join(root, 'Makefile'), 'utf8')
const targets = [...makefile.matchAll(/^([\w-]+):/gm)].map(([, name]) => name)

const uses = workflows.flatMap(({ text }) => [...text.matchAll(/\buses: *(.*)$/gm)].map(([, action = '']) => action))
const made = workflows.flatMap(({ text }) => [
  ...[...text.matchAll(/\bmake ([a-z][\w-]*)/g)].map(([, name]) => name),
  ...[...text.matchAll(/\btarget: \[(.*)\]/g)].flatMap(([, names = '']) => names.split(/,\s*/))
])

const tally = new Tally()
await tally.group('actions are named by digest, with the version next to it', uses, (action) =>
  ok(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action), action)
)
await tally.group('permissions are given at the top, and to read at most', workflows, ({ text }) =>
  ok(/^permissions:( \{\}|\n {2}contents: read)\n\S*\n/m.test(text), 'no permissions at the top, or more than contents: read')
)
await tally.group('no run on what a stranger can name', workflows, ({ text }) => {
  same(/pull_request_target|workflow_run/.test(text), false, 'whether it runs with our rights for others')
  const expressions = [...text.matchAll(/run:.*\$\{\{ *(.*?) *\}\}/g)].map(([, expression = '']) => expression)
  same(
    expressions.filter((expression) => !/^matrix\.\w+$/.test(expression)),
    [],
    'expressions in commands'
  )
})
const commands = workflows.flatMap(({ text }) => [...text.matchAll(/^ *(?:- )?run: (.*)$/gm)].map(([, command = '']) => command))
const jobs = workflows.flatMap(({ text }) => text.split(/^ {2}(?=[\w-]+:$)/m).slice(1))
// Sudo's secure_path wins over --preserve-env=PATH.
await tally.group(
  'root finds cargo and Node',
  commands.filter((command) => command.startsWith('sudo ')),
  (command) => ok(command.startsWith('sudo env "PATH=$PATH" "HOME=$HOME" CI=true '), command)
)
const publishing = jobs.filter((job) => /\b(npm|cargo) publish (?!--dry-run)/.test(job))
same(publishing.length, 2, 'jobs that publish')
await tally.group('what publishes has been tested, and builds nothing next to a token', publishing, (job) => {
  ok(/^ {4}needs: (test|\[build, test\])$/m.test(job), 'it does not wait for the tests')
  ok(/npm publish|cargo publish --no-verify/.test(job), 'cargo publish compiles')
  same(/\bmake\b|npm (ci|i|install|run)\b|cargo (build|install|test)/.test(job), false, 'whether it builds or fetches a program')
})
/** @param {string} name */
const named = (name) => jobs.find((job) => job.startsWith(`${name}:`) && job.includes('release-files')) ?? ''
const CHECK =
  /^ +run: echo "\$SUMS_SHA256 {2}SHA256SUMS" \| sha256sum --check --strict && sha256sum --check --strict SHA256SUMS\n +env:\n +SUMS_SHA256: \$\{\{ needs\.build\.outputs\.sums-sha256 \}\}$/m
const downloads = jobs.filter((job) => job.includes('actions/download-artifact@'))
same(
  downloads.map((job) => job.split(':')[0]),
  ['test', 'npm', 'github'],
  'jobs that download'
)
await tally.group('an artifact is taken by the id that the build gave', downloads, (job) => {
  ok(/^ {10}artifact-ids: \$\{\{ needs\.build\.outputs\.artifact-id \}\}$/m.test(job), 'another artifact could be taken')
  same(/^ {10}(name|pattern): /m.test(job), false, 'whether it is taken by name')
})
await tally.group('files are checked before they are published', ['npm', 'github'], (name) => {
  const job = downloads.find((each) => each.startsWith(`${name}:`)) ?? ''
  ok(/^ {4}needs: \[build, /m.test(job), 'it does not see the outputs of the build')
  ok(CHECK.test(job) && job.search(CHECK) < job.search(/npm publish|gh release create/), 'it does not check them first')
})
await tally.group('the build says which files are its own', ['id', 'sha256'], (what) => {
  const line =
    { id: 'artifact-id: ${{ steps.upload.outputs.artifact-id }}', sha256: 'sums-sha256: ${{ steps.sums.outputs.sha256 }}' }[what] ?? ''
  ok(named('build').includes(line), line)
  // A file that is added after the sums has none.
  ok(!/release-files\/(?!SHA256SUMS)\S+$|tee /m.test(named('build').replace(/^ *#.*$/gm, '')), 'it adds a file after the sums')
})
await tally.group('an identity and no stored token', publishing, (job) => {
  ok(/^ {6}id-token: write$/m.test(job), 'no trusted publishing')
  same(
    workflows.flatMap(({ text }) => text.match(/\$\{\{ *secrets\..*?\}\}/g) ?? []),
    [],
    'stored secrets'
  )
  const node = /node-version: (.*)$/m.exec(job)?.[1]
  ok(node === undefined || /^\d+\.\d+\.\d+$/.test(node), `Node ${node} is not exact`)
})
await tally.group('every make target that they name exists', made, (target) => ok(targets.includes(target), `there is no make ${target}`))
if (!tally.end()) process.exitCode = 1
