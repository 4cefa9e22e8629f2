// The tests that look for mutants, on Node: `node <script> <folder> …`, in no order.
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { nodeBinary } from '../../scripts/runtimes.mjs'
import { postgresIsMissing } from '../package/stores/postgres-server.mjs'
import { redisIsMissing } from '../package/stores/redis-server.mjs'

export function tests(folder) {
  const on = (major, name, ...args) => ({ name, command: nodeBinary(major), args })
  const here = (script, ...more) => ({ name: script, command: process.execPath, args: [join(root, 'tests/package', `${script}.mjs`), folder, ...more] })
  const suite = (name) => join(folder, 'runtimes', name)
  return [
    on(24, 'suite', suite('node.mjs')),
    on(18, 'suite as CommonJS, Node 18', suite('node.cjs')),
    on(24, 'handler', suite('handler.mjs')),
    ...['wrong-types', 'reentrancy', 'traps', 'sizes', 'hardening/anything', 'hardening/canary', 'hardening/self-test', 'residues'].map((script) => here(script)),
    here('handler/servers', 'node:http', 'Express 5', 'Fastify'),
    ...['adapters', 'lambda', 'schemas'].map((name) => here(`handler/${name}`)),
    ...['memory', 'sub-paths'].map((name) => here(`stores/${name}`)),
    ...(redisIsMissing ? [] : [here('stores/redis')]),
    ...(postgresIsMissing ? [] : [here('stores/postgres')]),
  ]
}
