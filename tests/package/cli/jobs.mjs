// The command line, on the installed package.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { commandOf, NODES, nodeBinary } from '../../../scripts/runtimes.mjs'

const file = (name) => join(root, 'tests/package/cli', `${name}.mjs`)
const SHELLS = ['bash', 'dash', 'fish']

export const jobs = (folder) => [
  ...[NODES[0], NODES.at(-1)].map((major) => ({
    name: `command line, Node ${major}`,
    command: process.execPath,
    args: [file('processes'), folder, nodeBinary(major), ...(major === NODES[0] ? [] : ['all'])]
  })),
  { name: 'command line, output', command: process.execPath, args: [file('output'), folder] },
  ...SHELLS.map((shell) => ({
    name: `command line, copied commands in ${shell}`,
    command: process.execPath,
    args: [file('shells'), shell, commandOf(shell)],
    missing: commandOf(shell) ? undefined : `there is no ${shell}: make setup-test as root, or install it`
  }))
]
