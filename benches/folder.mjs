// Where the benchmark runs: the packed tarball as users install it, its peers next to it, and the programs that measure.
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installPacked, root } from '../scripts/project.mjs'
import { toolFolder } from '../scripts/runtimes.mjs'

const modulesOf = (name) => join(toolFolder(name), 'node_modules')

/** Frameworks that are measured, from those that the tests install. */
export const FRAMEWORKS = ['express', 'fastify']

export function makeFolder() {
  const folder = installPacked('bench')
  const modules = join(folder, 'node_modules')
  for (const name of packagesIn(modulesOf('bench'))) link(join(modulesOf('bench'), name), join(modules, name))
  for (const name of FRAMEWORKS) link(join(modulesOf('frameworks'), name), join(modules, name))
  cpSync(join(root, 'benches/programs'), folder, { recursive: true })
  return folder
}

function packagesIn(folder) {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  return names.flatMap((name) => (name.startsWith('@') ? readdirSync(join(folder, name)).map((part) => `${name}/${part}`) : [name]))
}

function link(target, place) {
  mkdirSync(dirname(place), { recursive: true })
  symlinkSync(target, place)
}
