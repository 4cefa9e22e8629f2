// Finds the tests: each file declares its own runs in the comment at its top, one line for each, and no list names the file.
//
//     @run wrong types, %; on: every Node; core
//
// First the name, in which `%` is the runtime; then what is not the default, separated by semicolons:
//   on      runtimes, separated by commas: `Node 24`, `every Node`, `Deno`, `Bun`, `python3`; by default the Node that runs the tests
//   flags   for Node, before the script
//   args    for the script, after the folder of the installation; with quotes around an argument that has spaces
//   needs   commands and browsers of machine.mjs, without which the run is skipped
//   core    also in the quick run, which has no browser, no bundler and no framework
//   slow    starts before the others
//   long    only with LONG=1
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { commandOf, NODES, nodeBinary, runtimeBinary } from '../../scripts/runtimes.mjs'
import { isLong } from './amount.mjs'
import { missingOf } from './machine.mjs'

/** @import { Job } from './jobs.mjs' */

const PLACES = ['tests/examples', 'tests/package', 'tests/reliability', 'tests/runtimes', 'tests/vectors']

const RUN = /^(?:\/\/|#) @run (.+)$/gm
const TEST = /\.([mc]?js|py)$/
const SWITCHES = ['core', 'slow', 'long']
const OPTIONS = ['on', 'flags', 'args', 'needs']

/**
 * By name: the command, and what it takes before the script. Deno gets no permission; updates and telemetry would need a network.
 * @type {Record<string, () => [string, ...string[]]>}
 */
const RUNTIMES = {
  ...Object.fromEntries(NODES.map((major) => [`Node ${major}`, () => /** @type {[string]} */ ([nodeBinary(major)])])),
  Deno: () => [runtimeBinary('@deno', 'deno'), 'run', '--no-prompt', '--no-remote'],
  Bun: () => [runtimeBinary('@oven', 'bin/bun'), 'run'],
  python3: () => [commandOf('python3') ?? 'python3']
}

const words = (text = '') => Array.from(text.matchAll(/"([^"]*)"|\S+/g), ([word, quoted]) => quoted ?? word)
const listed = (text = '') => text.split(', ').filter(Boolean)

/**
 * @typedef {{ name: string, on: string[], core?: true, slow?: true, long?: true, flags?: string, args?: string, needs?: string }} Fields
 */

/**
 * The fields of one line. Throws for a word that means nothing here, so that a slip is not a default.
 * @param {string} line
 * @param {string} path
 * @returns {Fields}
 */
function parse(line, path) {
  const [name = '', ...rest] = line.split('; ')
  const fields = Object.fromEntries(rest.map((part) => (SWITCHES.includes(part) ? [part, true] : part.split(/: (.+)/, 2))))
  const unknown = Object.keys(fields).find((key) => ![...SWITCHES, ...OPTIONS].includes(key))
  if (unknown) throw new Error(`${path}: "${unknown}" in "@run ${line}" is unknown; see tests/runner/declarations.mjs`)
  const on = listed(fields.on).flatMap((each) => (each === 'every Node' ? Object.keys(RUNTIMES).slice(0, NODES.length) : [each]))
  const stranger = on.find((each) => !(each in RUNTIMES))
  if (stranger) throw new Error(`${path}: "${stranger}" in "@run ${line}" is not a runtime`)
  return { ...fields, name, on }
}

/**
 * A suite for a runtime runs where it was installed, and imports what it needs; another script is told that folder.
 * @param {string} line
 * @param {string} path
 * @param {string} folder
 * @returns {Job[]}
 */
function jobsOf(line, path, folder) {
  const { name, on, flags, args, needs, core: isCore = false, slow: isSlow = false, long } = parse(line, path)
  if (long && !isLong) return []
  const suite = /^tests\/(runtimes\/.+)$/.exec(path)?.[1]
  const script = suite ? [join(folder, suite)] : [join(root, path), folder]
  const missing = listed(needs).map(missingOf).filter(Boolean).join('; ') || undefined
  return (on.length ? on : [undefined]).map((runtime) => {
    const [command, ...before] = (runtime && RUNTIMES[runtime]?.()) || [process.execPath]
    return {
      name: name.replace('%', runtime ?? ''),
      path,
      command,
      args: [...before, ...words(flags), ...script, ...words(args)],
      missing,
      isCore,
      isSlow
    }
  })
}

/**
 * Whether a word of the command line means a job: a part of its name, or the start of its file's path.
 * @param {string} word
 */
export const means =
  (word) =>
  (/** @type {Job} */ { name, path }) =>
    name.includes(word) || path.startsWith(word)

/** @param {string} place */
const filesIn = (place) =>
  readdirSync(join(root, place), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && TEST.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort()

/**
 * The jobs that all files declare. Throws for a test that declares none, as it would never run; a suite in tests/runtimes may be run
 * by another test, which names it.
 * @param {{ examples: string, package: string }} folders of the installations that the examples run on, and all others
 */
export function declaredJobs(folders = { examples: '', package: '' }) {
  const files = PLACES.flatMap(filesIn).map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }))
  const jobs = files.flatMap(({ path, source }) => {
    const lines = Array.from(source.matchAll(RUN), ([, line = '']) => line)
    const isTest = source.includes('\nif (!tally.end())')
    const isRunElsewhere = () => path.startsWith('tests/runtimes/') && files.some(({ source }) => source.includes(`/${basename(path)}`))
    if (isTest && !lines.length && !isRunElsewhere()) throw new Error(`${path} is a test without a line "// @run <name>"`)
    return lines.flatMap((line) => jobsOf(line, path, path.startsWith('tests/examples/') ? folders.examples : folders.package))
  })
  const twice = jobs.find(({ name }, at) => jobs.findIndex((other) => other.name === name) < at)
  if (twice) throw new Error(`two runs have the name "${twice.name}"`)
  return jobs
}
