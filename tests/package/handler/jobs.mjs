// The handler: its suite on every runtime, real servers, the adapters, the types and the weight. The long ones first.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { NODES, nodeBinary, runtimeBinary } from '../../../scripts/runtimes.mjs'

const NEWEST = NODES.at(-1)
/** What runs on the oldest and the newest too; the other frameworks want a Node of today. */
const EVERYWHERE = ['node:http', 'Express 5']

export function jobs(folder) {
  const file = (name) => join(root, 'tests/package/handler', `${name}.mjs`)
  const suite = join(folder, 'runtimes/handler.mjs')
  const on = (major, name, ...args) => ({ name: `${name}, Node ${major}`, command: nodeBinary(major), args })
  const here = (name, script, ...more) => ({ name, command: process.execPath, args: [file(script), folder, ...more] })
  return [
    on(24, 'handler in servers', file('servers'), folder),
    ...[NODES[0], NEWEST].map((major) => on(major, 'handler in servers', file('servers'), folder, ...EVERYWHERE)),
    ...['deno', 'bun', 'workerd'].map((runtime) => here(`handler in a server of ${runtime}`, 'non-node', runtime)),
    ...NODES.map((major) => on(major, 'handler', suite)),
    { name: 'handler in Deno', command: runtimeBinary('@deno', 'deno'), args: ['run', '--no-prompt', '--no-remote', suite] },
    { name: 'handler in Bun', command: runtimeBinary('@oven', 'bin/bun'), args: [suite] },
    here('handler in workerd', 'workerd'),
    here('handler in EdgeVM', '../edge', "handler's suite", 'handler/edge.mjs'),
    ...[NODES[0], NEWEST].map((major) => on(major, 'adapter of Node', file('adapters'), folder)),
    here('handler in Azure Functions', 'azure'),
    on(24, 'adapters and their neighbors', file('neighbors'), folder),
    on(24, 'adapters after middleware', file('middleware'), folder),
    on(24, 'adapters and connections', file('connections'), folder),
    on(NEWEST, 'adapter of Lambda', file('lambda'), folder),
    on(NEWEST, 'handler with zod, valibot, arktype', file('schemas'), folder),
    here("handler's types", 'types'),
    here("handler's bundle size", 'bundle-size')
  ]
}
