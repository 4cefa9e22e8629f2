// The names on the pages are those of the package: exports, imports, replay stores and commands.
// `node tests/examples/names.mjs <folder of the installation>`.
// @run the names; core
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { README, readPage, readPages } from '../../scripts/pages.mjs'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { namesIn, rowsOf } from './tables.mjs'

const [, , folder = ''] = process.argv
const installed = createRequire(join(folder, 'package.json'))
const testing = await import(pathToFileURL(installed.resolve('webhook-verifier/testing')).href)
const { exports } = installed('webhook-verifier/package.json')
const { text: readme } = readPage(README)

const tally = new Tally()
await tally.group('each export for tests is documented, and no other', ['names'], () =>
  same(
    rowsOf('docs/testing-your-endpoint.md', 'All exports')
      .flatMap(([names]) => namesIn(names))
      .filter((name) => name in testing)
      .sort(),
    Object.keys(testing).sort()
  )
)
const everything = readPages()
  .map(({ text }) => text)
  .join('\n')
await tally.group('each import of the package is on a page', Object.keys(exports), (path) => {
  const name = path.replace(/^\./, 'webhook-verifier')
  ok(
    path === './package.json' || path === './vectors.json' || everything.includes(`${name}'`) || everything.includes(`\`${name}\``),
    `${name} is not`
  )
})
await tally.group('the README names each replay store', ['names'], (what) => {
  const [, shown = ''] = /\[Replay stores\]\[replay-stores\]: (.+), your own/.exec(readme) ?? []
  const paths = Object.keys(exports).filter((path) => path.startsWith('./replay/'))
  const starts = shown.split(', ').map((name) => name.toLowerCase().replace(' ', '-'))
  same(starts.shift(), 'memory', what)
  same(starts.length, paths.length, what)
  for (const path of paths)
    ok(
      starts.some((start) => start.startsWith(path.slice('./replay/'.length))),
      path
    )
})
const command = join(folder, 'node_modules/.bin/webhook-verifier')
await tally.group('each command is documented, in order', ['names'], () => {
  const help = execFileSync(command, ['--help'], { encoding: 'utf8' })
  const names = [...help.matchAll(/^ {2}(\w+) {2,}\S/gm)].map(([, name]) => name)
  const shown = readme.match(/inspector\]\(\S+\): ([\w, ]+) \|/)?.[1]?.split(', ') ?? []
  same(['inspect', ...shown].sort(), [...names].sort(), 'names in the README')
  same(
    rowsOf('docs/cli-and-inspector.md', 'In a terminal')
      .flatMap(([cell]) => namesIn(cell))
      .sort(),
    names.sort()
  )
})
if (!tally.end()) process.exitCode = 1
