// The common parts of the bundlers' scripts: the tools, the program, and the run of a bundle of it.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { Tally } from '../../suite/tally.mjs'
import { copyFolders, keptFolder } from '../built.mjs'
import { ownFolder as ownFolderIn, writeProgram } from '../program.mjs'

const SUM = /^(\d+) passed, (\d+) failed$/m

export const folder = process.argv[2] ?? ''
/** @param {string} name */
export const ownFolder = (name) => ownFolderIn(folder, 'bundlers', name)

const place = ownFolder('program')

/** The suite and its vectors, as a program that imports the package and as one that requires it. */
const suite = join(folder, 'runtimes/static.mjs')
/** @typedef {(folder: string) => string[] | Promise<string[]>} Bundle */
/** @typedef {string[] | string} Command */

export const program = await writeProgram(suite, join(place, 'program.mjs'))
export const commonJs = await writeProgram(suite, join(place, 'program.cjs'), 'cjs')

/** A small app that imports the package, with a library that requires it, and what the name of a bundle of it ends in. */
const MIXED = '(imported and required)'
export const mixed = join(place, 'app.mjs')
cpSync(new URL('mixed', import.meta.url), place, { recursive: true })

export const tool = createRequire(join(toolFolder('bundlers'), 'package.json'))
/** @param {string} name */
export const versionOfTool = (name) => versionOf('bundlers', name)

/**
 * Runs one bundle after the other, and says so. Each of `ways` writes a bundle into the folder it is given, and returns the command that
 * runs it. Later runs with the same program and package take the same bundles, but for the `unkept` ones, whose commands need other
 * files, too.
 * @param {string} bundler
 * @param {string} version
 * @param {Record<string, Bundle>} ways
 * @param {Record<string, Bundle>} unkept
 */
export async function testBundles(bundler, version, ways, unkept = {}) {
  const tally = new Tally()
  const outcomes = { ...(await outcomesOfKept(bundler, version, ways)) }
  for (const [name, bundle] of Object.entries(unkept)) outcomes[name] = outcomeOf(await commandOf(bundle, ownFolder(bundler)))
  for (const [name, { count, failures }] of Object.entries(outcomes)) tally.add(`a bundle ${name}`, count, failures)
  const withSuite = Object.keys(outcomes).filter((name) => !name.endsWith(MIXED))
  console.log(`ran ${bundler} ${version}: the suite in bundles ${withSuite.join(', ')}`)
  if (!tally.end()) process.exitCode = 1
}

/**
 * @param {string} bundler
 * @param {string} version
 * @param {Record<string, Bundle>} ways
 */
async function outcomesOfKept(bundler, version, ways) {
  const kept = await keptFolder({
    name: `bundles-${bundler}`,
    tools: [version, import.meta.filename, join(toolFolder('bundlers'), 'node_modules/.package-lock.json')],
    fill: (inputs) => {
      cpSync(place, join(inputs, 'program'), { recursive: true })
      copyFolders(folder, ['node_modules'], inputs)
    }
  })
  const list = join(kept.folder, 'commands.json')
  /** @type {Record<string, Command>} */
  const commands = kept.isKept ? JSON.parse(readFileSync(list, 'utf8')) : {}
  if (!kept.isKept) {
    for (const [name, bundle] of Object.entries(ways)) commands[name] = await commandOf(bundle, mkdtempSync(join(kept.folder, 'bundle-')))
    writeFileSync(list, JSON.stringify(commands))
    if (Object.values(commands).every(Array.isArray)) kept.keep()
  }
  return Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, outcomeOf(command)]))
}

/**
 * The command, or why there is none.
 * @param {Bundle} bundle
 * @param {string} outdir
 * @returns {Promise<Command>}
 */
async function commandOf(bundle, outdir) {
  try {
    return await bundle(outdir)
  } catch (error) {
    return /** @type {Error} */ (error).message
  }
}

/**
 * The sum and the failures that a bundle prints when it is run.
 * @param {Command} bundle
 */
function outcomeOf(bundle) {
  if (!Array.isArray(bundle)) return { count: 1, failures: [bundle] }
  const [command = '', ...args] = bundle
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  const { count, failures } = sumOf(stdout ?? '')
  if (status !== 0) failures.push(`it ended with ${error?.message ?? status}: ${(stderr ?? '').slice(-600)}`)
  return { count, failures }
}

/**
 * The same of what was printed. Nothing is no success.
 * @param {string} text
 */
export function sumOf(text) {
  const [, passed = 0, failed = 1] = SUM.exec(text) ?? []
  const lines = text.split('\n').filter((line) => /^(FAIL| {2}- )/.test(line))
  const failures = Number(failed) && !lines.length ? [`${failed} failed: ${text.slice(-600)}`] : lines
  return { count: Number(passed) + Number(failed), failures }
}
