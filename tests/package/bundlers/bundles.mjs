// The common parts of the bundlers' scripts: the tools, the program, and the run of a bundle of it.
import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { Tally } from '../../suite/tally.mjs'
import { ownFolder as ownFolderIn, writeProgram } from '../program.mjs'

const SUM = /^(\d+) passed, (\d+) failed$/m

export const folder = process.argv[2] ?? ''
/** @param {string} name */
export const ownFolder = (name) => ownFolderIn(folder, 'bundlers', name)

const place = ownFolder('program')

/** The suite and its vectors, as a program that imports the package and as one that requires it. */
const suite = join(folder, 'runtimes/static.mjs')
/** @typedef {(folder: string) => string[] | Promise<string[]>} Bundle */

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
 * Builds and runs one bundle after the other, and says so. Each of `ways` writes a bundle into the folder it is given,
 * and returns the command that runs it.
 * @param {string} bundler
 * @param {string} version
 * @param {Record<string, Bundle>} ways
 */
export async function testBundles(bundler, version, ways) {
  const tally = new Tally()
  for (const [name, bundle] of Object.entries(ways)) {
    const { count, failures } = await outcome(bundle, bundler)
    tally.add(`a bundle ${name}`, count, failures)
  }
  const withSuite = Object.keys(ways).filter((name) => !name.endsWith(MIXED))
  console.log(`ran ${bundler} ${version}: the suite in bundles ${withSuite.join(', ')}`)
  if (!tally.end()) process.exitCode = 1
}

/**
 * @param {Bundle} bundle
 * @param {string} bundler
 */
async function outcome(bundle, bundler) {
  try {
    return outcomeOf(await bundle(ownFolder(bundler)))
  } catch (error) {
    return { count: 1, failures: [/** @type {Error} */ (error).message] }
  }
}

/**
 * The sum and the failures that a bundle prints when it is run.
 * @param {string[]} command
 */
function outcomeOf([command = '', ...args]) {
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
