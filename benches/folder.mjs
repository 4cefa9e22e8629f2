// Where the benchmark runs: the packed tarball as users install it, its peers next to it, and the programs that measure.
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installPacked, root } from '../scripts/project.mjs'
import { toolFolder } from '../scripts/runtimes.mjs'

/** @param {string} name */
const modulesOf = (name) => join(toolFolder(name), 'node_modules')

/** Frameworks that are measured, from those that the tests install. */
export const FRAMEWORKS = ['express', 'fastify']

export function makeFolder(name = 'bench') {
  const folder = installPacked(name)
  const modules = join(folder, 'node_modules')
  for (const peer of packagesIn(modulesOf('bench'))) link(join(modulesOf('bench'), peer), join(modules, peer))
  for (const peer of FRAMEWORKS) link(join(modulesOf('frameworks'), peer), join(modules, peer))
  cpSync(join(root, 'benches/programs'), folder, { recursive: true })
  return folder
}

/** @param {string} folder */
function packagesIn(folder) {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  return names.flatMap((name) => (name.startsWith('@') ? readdirSync(join(folder, name)).map((part) => `${name}/${part}`) : [name]))
}

/**
 * @param {string} target
 * @param {string} place
 */
function link(target, place) {
  mkdirSync(dirname(place), { recursive: true })
  symlinkSync(target, place)
}
