// Where the benchmark runs: the packed tarball as users install it, its peers beside it, and the programs that measure.
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installPacked, root } from '../scripts/project.mjs'
import { toolFolder } from '../scripts/runtimes.mjs'

const peers = join(toolFolder('bench'), 'node_modules')

export function makeFolder() {
  const folder = installPacked('bench')
  for (const name of packagesIn(peers)) link(name, join(folder, 'node_modules'))
  cpSync(join(root, 'benches/programs'), folder, { recursive: true })
  return folder
}

function packagesIn(folder) {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  return names.flatMap((name) => (name.startsWith('@') ? readdirSync(join(folder, name)).map((part) => `${name}/${part}`) : [name]))
}

function link(name, modules) {
  const place = join(modules, name)
  mkdirSync(dirname(place), { recursive: true })
  symlinkSync(join(peers, name), place)
}
