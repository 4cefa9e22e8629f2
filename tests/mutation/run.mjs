// Which mutants of the package's JavaScript survive its tests: `node tests/mutation/run.mjs [--quick] [file or mutant's number…]`.
// All are built into one package; a process turns one on. First every test runs with none, which tells which mutants it comes
// past, and how long it takes.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { execFileSync } from 'node:child_process'
import { root } from '../../scripts/project.mjs'
import { equivalentsOf } from './equivalents.mjs'
import { DECIDING, instrument } from './instrument.mjs'
import { passes } from './process.mjs'
import { tests } from './tests.mjs'

/** @import { Mutant } from './instrument.mjs' */
/** @import { Test } from './tests.mjs' */

/**
 * A test with the mutants' numbers that it comes past, how long it takes, and how it fared with the mutants of each file.
 * @typedef {{ caught: number, tried: number, isLast: boolean }} FileRecord
 * @typedef {Test & { isSlow?: boolean, took: number, numbers: Set<string>, records: Record<string, FileRecord> }} Tried
 */

const WIDTH = 2
const PROGRESS = 100
/** Of all mutants; of those where deliveries are decided about, none may survive. */
const LEAST = 0.95
const place = join(root, 'target/mutants-js')
const [template, built, folder, passed] = [join(place, 'template'), join(place, 'pkg'), join(place, 'app'), join(place, 'passed')]
const isQuick = process.argv.includes('--quick')
const wanted = process.argv.slice(2).filter((arg) => arg !== '--quick')
const start = performance.now()

function install() {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  cpSync(built, join(folder, 'node_modules/webhook-verifier'), { recursive: true })
  for (const name of ['runtimes', 'suite', 'vectors']) cpSync(join(root, 'tests', name), join(folder, name), { recursive: true })
}

/**
 * The test with the mutants' numbers that it comes past.
 * @param {Test} test
 * @returns {Promise<Tried>}
 */
async function tried(test) {
  rmSync(passed, { recursive: true, force: true })
  mkdirSync(passed, { recursive: true })
  const begun = performance.now()
  const env = { MUTANTS_PASSED: passed, NODE_OPTIONS: `--import=${join(root, 'tests/mutation/notice.mjs')}` }
  if (!(await passes(test, env))) throw new Error(`${test.name} fails without any mutant`)
  const numbers = readdirSync(passed).flatMap((name) => readFileSync(join(passed, name), 'utf8').split(' '))
  const took = performance.now() - begun
  console.log(`${test.name}: ${(took / 1000).toFixed(1)} s, ${new Set(numbers).size} mutants`)
  return { ...test, took, numbers: new Set(numbers), records: {} }
}

/**
 * First what caught the file's last mutant, then what has caught most for the time it takes.
 * @param {Tried[]} tests
 * @param {string} fileName
 */
function inOrder(tests, fileName) {
  const cost = (/** @type {Tried} */ test) => {
    const { caught, tried, isLast } = recordOf(test, fileName)
    return isLast ? 0 : (test.took * (tried + 2)) / (caught + 1)
  }
  return [...tests].sort((one, other) => cost(one) - cost(other))
}

/**
 * @param {Tried} test
 * @param {string} fileName
 */
const recordOf = ({ records }, fileName) => (records[fileName] ??= { caught: 0, tried: 0, isLast: false })

/**
 * @param {Mutant} mutant
 * @param {Tried[]} tests
 */
async function survives(mutant, tests) {
  const { id, fileName } = mutant
  for (const test of inOrder(tests, fileName)) {
    if (!test.numbers.has(id) || (test.isSlow && !decides(mutant))) continue
    const record = recordOf(test, fileName)
    record.tried++
    record.isLast = !(await passes(test, { __STRYKER_ACTIVE_MUTANT__: id }))
    if (!record.isLast) continue
    record.caught++
    return false
  }
  return true
}

/** @param {Mutant} mutant */
const shown = ({ id, fileName, code, location: { start }, mutatorName, replacement }) => {
  const [from, to] = [code, replacement].map((text) => text.replace(/\s+/g, ' ').slice(0, 120))
  return `#${id} ${fileName}:${start.line + 1}:${start.column + 1} ${mutatorName}: ${from} → ${to}`
}

/** @param {Mutant} mutant */
const decides = ({ fileName }) => DECIDING.includes(fileName)
/** @param {Mutant} mutant */
const isWanted = ({ id, fileName }) => !wanted.length || wanted.some((part) => part === id || part === fileName)
const seconds = () => `${((performance.now() - start) / 1000).toFixed(0)} s`

const all = await instrument(template)
const { equivalents, stale } = equivalentsOf(all)
const mutants = all.filter(isWanted)
const rest = mutants.filter((mutant) => !equivalents.has(mutant))
// With the declarations of the package as it is: a mutant has no declared types.
execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), template, built, join(root, 'pkg-template')], {
  stdio: ['ignore', 'ignore', 'inherit']
})
install()
/** @type {Tried[]} */
const dry = []
const [quick, slow] = tests(folder)
for (const test of [...quick, ...(isQuick ? [] : slow.map((each) => ({ ...each, isSlow: true })))]) dry.push(await tried(test))

const waiting = [...rest].sort((one, other) => Number(decides(other)) - Number(decides(one)))
const total = waiting.length
/** @type {Mutant[]} */
const survivors = []
async function work() {
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
    if (waiting.length % PROGRESS === 0) console.log(`${waiting.length} to go, ${seconds()}`)
    if (!(await survives(mutant, dry))) continue
    survivors.push(mutant)
    console.log(`survives: ${shown(mutant)}`)
  }
}
await Promise.all(Array.from({ length: WIDTH }, work))
writeFileSync(join(place, 'survivors.txt'), survivors.map((mutant) => `${shown(mutant)}\n`).join(''))

/** @param {Mutant[]} list */
const caught = (list) => {
  const count = list.filter((mutant) => !survivors.includes(mutant)).length
  return `${count} of ${list.length}${list.length ? ` (${((count / list.length) * 100).toFixed(1)} %)` : ''}`
}
const deciding = survivors.filter(decides).length
for (const entry of stale) console.log(`an equivalent that is not one mutant: ${entry}`)
console.log(`${mutants.length} mutants, ${mutants.length - total} of them equivalents; of the others are caught:`)
console.log(`  where deliveries are decided about, ${caught(rest.filter(decides))}; ${deciding} survive`)
console.log(`  in all, ${caught(rest)}`)
console.log(`the list: ${relative(root, place)}/survivors.txt (${seconds()})`)
process.exitCode = deciding || stale.length || survivors.length > total * (1 - LEAST) ? 1 : 0
