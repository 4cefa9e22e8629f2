// The names on the pages exist: files, make targets, fuzzing targets, test jobs, and the targets of links. A proof is useless where
// a reader cannot find it.
// @run named
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pagePaths } from '../../../scripts/pages.mjs'
import { root } from '../../../scripts/project.mjs'
import { ok } from '../../suite/expect.mjs'
import { declaredJobs, means } from '../../runner/declarations.mjs'
import { Tally } from '../../suite/tally.mjs'

/** Pages for auditors, on which each path in backticks is a file of ours; on others it can be an import of the package. */
const AUDITS = ['SECURITY.md', 'docs/security-and-supply-chain.md', 'docs/design.md', 'fuzz/RUNS.md']
const OTHERS = ['CONTRIBUTING.md', 'CHANGELOG.md', ...pagePaths().filter((page) => !AUDITS.includes(page))]
const OURS = /^https:\/\/(?:github|raw\.githubusercontent)\.com\/webhook-verifier\/webhook-verifier\/(?:(?:blob|tree)\/)?main\//
/** @param {string} path */
const read = (path) => readFileSync(join(root, path), 'utf8')

const targets = [...read('Makefile').matchAll(/^([\w-]+):/gm)].map(([, name]) => name)
const jobs = declaredJobs()

/** @param {string} name */
const hasTarget = (name) => targets.includes(name)
/** @param {string} word */
const hasJob = (word) => jobs.some(means(word))

/**
 * The anchor of a heading, as GitHub and our site make it.
 * @param {string} heading
 */
const slug = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
/** @param {string} path */
const anchorsOf = (path) => {
  const text = read(path).replaceAll(/^```[\s\S]*?^```$/gm, '')
  return [...text.matchAll(/^#+ (.+)$/gm)]
    .map(([, heading = '']) => slug(heading))
    .concat([...text.matchAll(/<a id="(.+?)">/g)].map(([, id = '']) => id))
}

/**
 * A link within the repository, relative or by its address on GitHub; its anchor must be a heading.
 * @param {string} link
 * @param {string} page
 */
function hasLink(link, page) {
  const [target = '', anchor] = link.split('#')
  const path = OURS.test(target) ? target.replace(OURS, '') : target ? join(dirname(page), target) : page
  if (!existsSync(join(root, path))) return false
  return !anchor || anchorsOf(path).includes(anchor)
}

/** @type {Record<string, [form: RegExp, exists: (name: string, page: string) => boolean]>} */
const KINDS = {
  'a make target': [/`make ([a-z][\w-]*)/g, hasTarget],
  'a fuzzing target': [/`make fuzz` \(`(\w+)`\)/g, (name) => existsSync(join(root, `fuzz/fuzz_targets/${name}.rs`))],
  'a job': [/`node tests\/run\.mjs '?([^'`]+)'?`/g, hasJob],
  'a link': [
    /(?:\]\(|(?:src|srcset)="|^\[[\w-]+\]: )((?!https?:)[^)"\s]+|https:\/\/(?:github|raw\.githubusercontent)\.com\/webhook-verifier\/[^)"\s]+\/main\/[^)"\s]+)/gm,
    hasLink
  ],
  'a reference': [/\]\[([\w.-]+)\]/g, (name, page) => read(page).includes(`\n[${name}]: `)]
}
/**
 * Files that a command writes to target/ exist only after it.
 * @type {[form: RegExp, exists: (name: string, page: string) => boolean]}
 */
const FILE = [/`(?:node )?((?!target\/)(?:\w[\w-]*\/)+[\w.-]*)/g, (path) => existsSync(join(root, path))]

const tally = new Tally()
for (const page of [...AUDITS, ...OTHERS]) {
  const kinds = AUDITS.includes(page) ? { ...KINDS, 'a file': FILE } : KINDS
  const named = Object.entries(kinds).flatMap(([kind, [form, exists]]) =>
    [...read(page).matchAll(form)].map(([, name = '']) => ({ kind, name, exists }))
  )
  if (!named.length) continue
  await tally.group(`the names of ${page}`, named, ({ kind, name, exists }) =>
    ok(exists(name, page), `there is no such thing as ${kind}: ${name}`)
  )
}
await tally.group('an absent name is missed', Object.entries({ ...KINDS, 'a file': FILE }), ([, [, exists]]) =>
  ok(!exists('no-such/thing', 'README.md'), 'it was not')
)
await tally.group('an absent anchor is missed', ['docs/README.md'], (page) =>
  ok(hasLink('errors.md#in-your-code', page) && !hasLink('errors.md#no-such-heading', page), 'it was not')
)
if (!tally.end()) process.exitCode = 1
