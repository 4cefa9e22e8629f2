// docs/security-and-supply-chain.md lists every crate that is linked, where, and no other. Each lock file of npm packages pins contents,
// fits its manifest and names no registry.
// @run supply chain
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { manifests } from '../../../scripts/runtimes.mjs'
import { ok, same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'

const page = readFileSync(join(root, 'docs/security-and-supply-chain.md'), 'utf8')
const rows = [...page.matchAll(/^\| `([\w-]+)` \| (.+) \| (.+) \|$/gm)].map(([, name = '', why = '', where = '']) => ({ name, why, where }))
const EVERYWHERE = ['--all-features', '--target', 'all']
const MODULE = ['--target', 'wasm32-unknown-unknown']
/** @typedef {[name: string, flags: string[]]} Linked */
/** @type {Record<string, Linked>} */
const LINKED = {
  'crate': ['webhook-verifier', EVERYWHERE],
  'module': ['webhook-verifier-wasm', MODULE],
  'diagnosis': ['webhook-verifier-wasm-diagnose', MODULE]
}

/** @param {Linked} linked */
function crates([name, flags]) {
  const args = ['tree', '--locked', '--package', name, '--edges', 'normal,no-proc-macro', '--prefix', 'none', '--format', '{p}', ...flags]
  const lines = execFileSync('cargo', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).split('\n')
  const names = lines.map((line) => line.split(' ')[0]).filter((each) => each && !each.startsWith('webhook-verifier'))
  return [...new Set(names)].sort()
}

/** @param {string} place */
const isIn =
  (place) =>
  (/** @type {{ where: string }} */ { where }) =>
    where.includes(place) || (where.includes('both modules') && place !== 'crate')

const tally = new Tally()
await tally.group('the table is what is linked', Object.keys(LINKED), (place) =>
  same(
    rows
      .filter(isIn(place))
      .map(({ name }) => name)
      .sort(),
    crates(/** @type {Linked} */ (LINKED[place])),
    `crates of the ${place}`
  )
)
await tally.group('each is there once, with a reason', rows, ({ name, why }) => {
  same(rows.filter((row) => row.name === name).length, 1, 'rows')
  ok(why.length > 5, 'no reason')
})
/**
 * @param {string} folder
 * @param {string} name
 */
const read = (folder, name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
await tally.group('lock files of npm packages', [root, ...readdirSync(manifests).map((name) => join(manifests, name))], (folder) => {
  const { '': own, ...locked } = read(folder, 'package-lock.json').packages
  const { dependencies, devDependencies } = read(folder, 'package.json')
  same(Object.entries(own.dependencies ?? own.devDependencies).sort(), Object.entries(dependencies ?? devDependencies).sort(), 'direct')
  const floating = Object.entries(locked).filter(([, { integrity, inBundle }]) => !integrity && !inBundle)
  same(
    floating.map(([path]) => path),
    [],
    'packages without an integrity'
  )
  const named = Object.entries(locked).filter(([, { resolved }]) => resolved)
  same(
    named.map(([path]) => path),
    [],
    'packages with the address of a registry'
  )
})
if (!tally.end()) process.exitCode = 1
