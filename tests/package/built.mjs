// Folders that a slow tool made, kept for later runs: the same inputs make the same output, and to make it again would take most of
// the time of many tests. Each has a digest of its inputs in its name; `make clean` removes them.
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'

const STAMP = 'built.txt'
/** Of a digest in a name. */
const DIGITS = 20

/**
 * `fill` writes all sources and the package into the folder that it gets; `tools` are files and texts that decide what is made of
 * them, next to the running test and its Node. `place` is the folder that it is made in.
 * @typedef {{ name: string, tools: string[], fill: (folder: string) => void | Promise<void>, place?: string }} Inputs
 */

/**
 * A folder of these inputs: one that was kept, or a new one. `keep()` marks it as finished; another test run then takes it. Those of
 * the same name and other inputs are removed.
 * @param {Inputs} inputs
 */
export async function keptFolder({ name, tools, fill, place = join(root, 'target/npm') }) {
  const sources = mkdtempSync(join(place, `new-${name}-`))
  await fill(sources)
  const digest = createHash('sha256')
    .update(process.version)
    .update(readFileSync(process.argv[1] ?? ''))
  for (const tool of tools) digest.update(`\0${existsSync(tool) ? readFileSync(tool) : tool}`)
  addFolder(digest, sources)
  const begin = `built-${name}-`
  const folder = join(place, begin + digest.digest('hex').slice(0, DIGITS))
  const stamp = join(folder, STAMP)
  const isKept = existsSync(stamp)
  if (isKept) rmSync(sources, { recursive: true })
  else {
    // Not those of a test whose name begins like this one: their names are longer.
    const others = readdirSync(place).filter((each) => each.startsWith(begin) && each.length === begin.length + DIGITS)
    for (const other of others) rmSync(join(place, other), { recursive: true })
    renameSync(sources, folder)
  }
  return { folder, isKept, keep: () => writeFileSync(stamp, '') }
}

/**
 * Copies folders of an installation as they are. Links in them stay relative: others would name the installation.
 * @param {string} installation
 * @param {string[]} names
 * @param {string} folder
 */
export function copyFolders(installation, names, folder) {
  for (const name of names) cpSync(join(installation, name), join(folder, name), { recursive: true, verbatimSymlinks: true })
}

/**
 * The same after `build`.
 * @param {Inputs & { build: (folder: string) => void }} inputs
 */
export async function builtFolder({ build, ...inputs }) {
  const { folder, isKept, keep } = await keptFolder(inputs)
  if (isKept) return folder
  build(folder)
  keep()
  return folder
}

/** npm's list of the packages in a folder, which begins with the name of the folder. */
const NPM_LIST = '.package-lock.json'

/**
 * Adds paths and contents; of links, the place they lead to.
 * @param {import('node:crypto').Hash} digest
 * @param {string} folder
 */
function addFolder(digest, folder, below = '') {
  const names = readdirSync(join(folder, below)).filter((name) => name !== NPM_LIST)
  for (const name of names.sort()) {
    const [path, full] = [join(below, name), join(folder, below, name)]
    const kind = lstatSync(full)
    if (kind.isDirectory()) addFolder(digest, folder, path)
    else digest.update(`\0${path}\0`).update(kind.isSymbolicLink() ? readlinkSync(full) : readFileSync(full))
  }
}
