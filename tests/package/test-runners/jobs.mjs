// The suite in test runners. The long ones first.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'

const script = join(root, 'tests/package/test-runners/run.mjs')

export const jobs = (folder) =>
  ['jest', 'vitest', 'vitest-plugin', 'vitest-pool-workers'].map((name) => ({
    name: `suite in ${name}`,
    command: process.execPath,
    args: [script, folder, name]
  }))
