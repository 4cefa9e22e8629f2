// The test kit: its suite on every runtime, what it finds in broken endpoints, and its way into bundles.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { NODES, nodeBinary, runtimeBinary } from '../../../scripts/runtimes.mjs'

export function jobs(folder) {
  const file = (name) => join(root, 'tests/package/testing', `${name}.mjs`)
  const suite = join(folder, 'runtimes/testing.mjs')
  return [
    // What Date.parse makes of a text is up to the engine.
    { name: 'test kit, broken endpoints', command: nodeBinary(24), args: [file('vulnerable-endpoints'), folder] },
    ...[NODES[0], NODES.at(-1)].map((major) => ({ name: `test kit, Node ${major}`, command: nodeBinary(major), args: [suite] })),
    { name: 'test kit in Deno', command: runtimeBinary('@deno', 'deno'), args: ['run', '--no-prompt', '--no-remote', suite] },
    { name: 'test kit in Bun', command: runtimeBinary('@oven', 'bin/bun'), args: [suite] },
    { name: 'test kit in workerd', command: process.execPath, args: [file('workerd'), folder] },
    { name: 'test kit in bundles', command: process.execPath, args: [file('bundles'), folder] }
  ]
}
