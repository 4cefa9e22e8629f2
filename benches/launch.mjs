// Programs in the runtimes that are measured.
import { spawnSync } from 'node:child_process'
import { nodeBinary, runtimeBinary, versionOf } from '../scripts/runtimes.mjs'

/** @import { Runtime } from './figures.d.ts' */

/**
 * @param {number} major
 * @returns {Runtime}
 */
export const nodeOf = (major) => ({
  name: `Node ${major}`,
  version: versionOf('node', `node${major}`),
  command: nodeBinary(major),
  args: []
})

/** The one for the long measurements. */
export const NEWEST_NODE = nodeOf(24)
export const NODES = [nodeOf(22), NEWEST_NODE]
/** @type {Runtime[]} */
export const OTHERS = [
  {
    name: 'Deno',
    version: versionOf('runtimes', 'deno'),
    command: runtimeBinary('@deno', 'deno'),
    args: ['run', '--allow-all', '--no-remote']
  },
  { name: 'Bun', version: versionOf('runtimes', 'bun'), command: runtimeBinary('@oven', 'bin/bun'), args: ['run'] }
]
export const WORKERD = { name: 'workerd', version: versionOf('runtimes', 'workerd') }

/**
 * Runs a program of `folder` to its end and returns the JSON that its last line is, and how long its process took.
 * @param {string} folder
 * @param {Runtime} runtime
 * @param {(string | number)[]} args
 */
export function launch(folder, runtime, args) {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(runtime.command, [...runtime.args, ...args.map(String)], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28
  })
  const millis = performance.now() - start
  if (status !== 0) throw new Error(`${runtime.name} ${args.join(' ')} ended with ${status}: ${stderr}`)
  return { ...JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''), millis }
}
