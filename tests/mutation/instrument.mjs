// All mutants of the package's JavaScript at once: every file has a switch for each, and the environment of a process turns one
// on. Each switch that is passed is noted, which tells which tests can catch what.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../../scripts/project.mjs'
import { toolFolder } from '../../scripts/runtimes.mjs'

/**
 * A mutant as Stryker describes it, with the `code` that it replaces.
 * @typedef {{ line: number, column: number }} Position
 * @typedef {{ start: Position, end: Position }} Location
 * @typedef {{ id: string, fileName: string, mutatorName: string, replacement: string, location: Location, code: string }} Mutant
 */

/** Modules that decide about a delivery, or about the state to decide with: here no mutant may survive. */
const VERIFIER = ['verifier', 'snippet', 'headers', 'body', 'event', 'secret', 'options']
export const DECIDING = [
  ...VERIFIER.map((name) => `lib/verifier/${name}.ts`),
  'lib/wasm/instance.ts',
  'lib/handler/body.ts',
  'lib/handler/options.ts'
]

/** Tools of the developer have tests of their own, and modules of types have no mutants; two stores are out of an environment's reach. */
const OTHERS = ['diagnose.ts', 'testing.ts', 'index.ts', 'slim.ts', 'replay/deno-kv.ts', 'replay/durable-object.ts', 'replay/store.ts']
const FOLDERS = ['.', 'aws-lambda', 'lib', 'lib/handler', 'lib/verifier', 'lib/wasm', 'node', 'replay']

const silent = { isDebugEnabled: () => false, debug() {}, info() {} }

/** @param {string} template */
function sources(template) {
  const names = FOLDERS.flatMap((folder) => readdirSync(join(template, folder)).map((name) => join(folder, name)))
  const found = names.filter((name) => /(?<!\.d)\.[jt]s$/.test(name) && !OTHERS.includes(name))
  const gone = DECIDING.find((name) => !found.includes(name))
  if (gone) throw new Error(`tests/mutation/instrument.mjs names ${gone}, which is not in pkg-template`)
  return found
}

/**
 * The text from one place to another, whose lines and columns count from 0.
 * @param {string} content
 * @param {Location} location
 */
function textBetween(content, { start, end }) {
  const at = (/** @type {Position} */ { line, column }) =>
    content
      .split('\n')
      .slice(0, line)
      .reduce((sum, each) => sum + each.length + 1, column)
  return content.slice(at(start), at(end))
}

/**
 * Writes an instrumented copy of the template into `folder` and returns its mutants, each with the `code` that it replaces.
 * @param {string} folder
 * @returns {Promise<Mutant[]>}
 */
export async function instrument(folder) {
  const { resolve } = createRequire(join(toolFolder('stryker'), 'package.json'))
  const { Instrumenter } = await import(pathToFileURL(resolve('@stryker-mutator/instrumenter')).href)
  rmSync(folder, { recursive: true, force: true })
  cpSync(join(root, 'pkg-template'), folder, { recursive: true })
  const files = sources(folder).map((name) => ({ name, mutate: true, content: readFileSync(join(folder, name), 'utf8') }))
  const made = await new Instrumenter(silent).instrument(files, { plugins: null, excludedMutations: [], ignorers: [] })
  for (const { name, content } of made.files) writeFileSync(join(folder, name), content)
  const contents = new Map(files.map(({ name, content }) => [name, content]))
  return made.mutants.map((/** @type {Mutant} */ mutant) => ({
    ...mutant,
    code: textBetween(contents.get(mutant.fileName) ?? '', mutant.location)
  }))
}
