// What the pages name is there: files, make targets, fuzzing targets, test jobs. A proof that nobody can find is none.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { ok } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'

const PAGES = ['SECURITY.md', 'docs/supply-chain.md', 'fuzz/RUNS.md']
const read = (path) => readFileSync(join(root, path), 'utf8')

const targets = [...read('Makefile').matchAll(/^([\w-]+):/gm)].map(([, name]) => name)
const folders = readdirSync(join(root, 'tests/package'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
const lists = folders.map(({ name }) => `tests/package/${name}/jobs.mjs`).filter((path) => existsSync(join(root, path)))
const jobs = ['tests/package/run.mjs', ...lists].flatMap((path) => [...read(path).matchAll(/'([^'\n]+)'/g)].map(([, text]) => text))

const hasTarget = (name) => targets.includes(name)
const hasJob = (part) => jobs.some((name) => name.includes(part))
const KINDS = {
  'a make target': [/`make ([a-z][\w-]*)/g, hasTarget],
  'a fuzzing target': [/`make fuzz` \(`(\w+)`\)/g, (name) => existsSync(join(root, `fuzz/fuzz_targets/${name}.rs`))],
  'a job': [/`node tests\/package\/run\.mjs '?([^'`]+)'?`/g, hasJob],
  // What a command makes, in target/, is there only after it.
  'a file': [/`(?:node )?((?!target\/)(?:\w[\w-]*\/)+[\w.-]*)/g, (path) => existsSync(join(root, path))],
  'a link': [/\]\((?!https:)([^)#]+)\)/g, (path, page) => existsSync(join(root, page, '..', path))]
}

const tally = new Tally()
for (const page of PAGES) {
  const named = Object.entries(KINDS).flatMap(([kind, [form, isThere]]) =>
    [...read(page).matchAll(form)].map(([, name]) => ({ kind, name, isThere }))
  )
  await tally.group(`what ${page} names`, named, ({ kind, name, isThere }) =>
    ok(isThere(name, page), `there is no such thing as ${kind}: ${name}`)
  )
}
await tally.group('what is not there is missed', Object.entries(KINDS), ([, [, isThere]]) =>
  ok(!isThere('no-such/thing', ''), 'it was not')
)
if (!tally.end()) process.exitCode = 1
