// The desk: the command line and the inspector, on the installed package.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { commandOf, NODES, nodeBinary } from '../../../scripts/runtimes.mjs'
import { engines } from '../browsers/engines.mjs'

const file = (name) => join(root, 'tests/package/desk', `${name}.mjs`)
const SHELLS = ['bash', 'dash', 'fish']
const PAGES = ['Chromium', 'Firefox']

export const jobs = (folder) => [
  ...engines
    .filter(({ name }) => PAGES.includes(name))
    .map(({ name, missing }) => ({
      name: `inspector in ${name}`,
      command: process.execPath,
      args: [file('inspector'), folder, name],
      missing
    })),
  ...[NODES[0], NODES.at(-1)].map((major) => ({
    name: `command line, Node ${major}`,
    command: process.execPath,
    args: [file('cli'), folder, nodeBinary(major), ...(major === NODES[0] ? [] : ['all'])]
  })),
  { name: 'words of the command line', command: process.execPath, args: [file('words'), folder] },
  ...SHELLS.map((shell) => ({
    name: `words of a copied command in ${shell}`,
    command: process.execPath,
    args: [file('shells'), shell, commandOf(shell)],
    missing: commandOf(shell) ? undefined : `there is no ${shell}: make setup-test as root, or install it`
  })),
  { name: 'pastes', command: process.execPath, args: [file('pastes'), folder] }
]
