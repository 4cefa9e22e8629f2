// Which mutants of the package's JavaScript survive its tests: `node tests/mutants/run.mjs [--quick] [file or mutant's number…]`.
// All are built into one package; a process turns one on. First every test runs with none, which tells which mutants it comes
// past, and how long it takes.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { execFileSync } from 'node:child_process'
import { root } from '../../scripts/project.mjs'
import { DECIDING, instrument } from './instrument.mjs'
import { passes } from './process.mjs'
import { tests } from './tests.mjs'

const WIDTH = 2
const place = join(root, 'target/mutants-js')
const [template, built, folder, passed] = ['template', 'pkg', 'app', 'passed'].map((name) => join(place, name))
const isQuick = process.argv.includes('--quick')
const wanted = process.argv.slice(2).filter((arg) => arg !== '--quick')
const start = performance.now()
const lastCatch = {}

function install() {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  cpSync(built, join(folder, 'node_modules/webhook-verifier'), { recursive: true })
  for (const name of ['runtimes', 'vectors']) cpSync(join(root, 'tests', name), join(folder, name), { recursive: true })
}

/** The test with the mutants' numbers that it comes past. */
async function tried(test) {
  rmSync(passed, { recursive: true, force: true })
  mkdirSync(passed, { recursive: true })
  const begun = performance.now()
  const env = { MUTANTS_PASSED: passed, NODE_OPTIONS: `--import=${join(root, 'tests/mutants/notice.mjs')}` }
  if (!(await passes(test, env))) throw new Error(`${test.name} fails without any mutant`)
  const numbers = readdirSync(passed).flatMap((name) => readFileSync(join(passed, name), 'utf8').split(' '))
  const took = performance.now() - begun
  console.log(`${test.name}: ${(took / 1000).toFixed(1)} s, ${new Set(numbers).size} mutants`)
  return { ...test, took, numbers: new Set(numbers) }
}

/** What caught the file's last mutant, the quick ones, the slow ones. */
function inOrder(tests, fileName) {
  const last = (test) => test === lastCatch[fileName]
  return [...tests].sort((one, other) => last(other) - last(one) || one.rank - other.rank || one.took - other.took)
}

async function survives({ id, fileName }, tests) {
  for (const test of inOrder(tests, fileName)) {
    if (!test.numbers.has(id) || (await passes(test, { __STRYKER_ACTIVE_MUTANT__: id }))) continue
    lastCatch[fileName] = test
    return false
  }
  return true
}

const shown = ({ id, fileName, location: { start }, mutatorName, replacement }) =>
  `#${id} ${fileName}:${start.line + 1}:${start.column + 1} ${mutatorName}: ${replacement.replace(/\s+/g, ' ').slice(0, 120)}`

const isWanted = ({ id, fileName }) => !wanted.length || wanted.some((part) => part === id || part === fileName)

const mutants = await instrument(template)
execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), template, built], { stdio: ['ignore', 'ignore', 'inherit'] })
install()
const lists = tests(folder).slice(0, isQuick ? 1 : 2)
const dry = []
for (const test of lists.flatMap((list, rank) => list.map((test) => ({ ...test, rank })))) dry.push(await tried(test))

const decides = ({ fileName }) => DECIDING.includes(fileName)
const waiting = mutants.filter(isWanted).sort((one, other) => decides(other) - decides(one))
const total = waiting.length
console.log(`${total} mutants, ${((performance.now() - start) / 1000).toFixed(0)} s so far`)
const survivors = []
async function work() {
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
    if (!(await survives(mutant, dry))) continue
    survivors.push(mutant)
    console.log(`survives: ${shown(mutant)}`)
  }
}
await Promise.all(Array.from({ length: WIDTH }, work))
writeFileSync(join(place, 'survivors.txt'), survivors.map((mutant) => `${shown(mutant)}\n`).join(''))
const deciding = survivors.filter(decides).length
console.log(`${total - survivors.length} of ${total} mutants caught (${((1 - survivors.length / total) * 100).toFixed(1)} %)`)
console.log(`${deciding} survive where deliveries are decided about`)
console.log(`the list: ${relative(root, place)}/survivors.txt (${((performance.now() - start) / 1000).toFixed(0)} s)`)
process.exitCode = deciding || survivors.length > total / 20 ? 1 : 0
