// Servers, the linters of packages and the older compilers. The long ones first.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'

const node = (name, script, ...args) => ({ name, command: process.execPath, args: [join(root, 'tests/package', script), ...args] })

export const jobs = (folder) => [
  node('TypeScript 5.0', 'types.mjs', folder, 'typescript50'),
  node('TypeScript 5.9', 'types.mjs', folder, 'typescript59'),
  node('linters of packages', 'servers/lint.mjs', folder),
  node('entries', 'servers/entries.mjs', folder),
]
