// The tests that look for mutants, on Node: `node <script> <folder> …`. Those of the second list meet only what decides about
// deliveries: they take longer, and are about little else.
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { nodeBinary } from '../../scripts/runtimes.mjs'
import { postgresIsMissing } from '../package/stores/postgres-server.mjs'
import { redisIsMissing } from '../package/stores/redis-server.mjs'

/** @typedef {{ name: string, command: string, args: string[] }} Test */

/**
 * @param {string} folder
 * @returns {[quick: Test[], slow: Test[]]}
 */
export function tests(folder) {
  const on = (/** @type {number} */ major, /** @type {string} */ name, /** @type {string[]} */ ...args) => ({
    name,
    command: nodeBinary(major),
    args
  })
  const file = (/** @type {string} */ script) => join(root, 'tests/package', `${script}.mjs`)
  const here = (/** @type {string} */ script, /** @type {string[]} */ ...more) => {
    const name = [script, ...more].join(' ')
    return { name, command: process.execPath, args: [file(script), folder, ...more] }
  }
  const suite = (/** @type {string} */ name) => join(folder, 'runtimes', name)
  const quick = ['messages', 'memory-retention', 'wrong-types', 'reentrancy', 'traps', 'hardening/self-test']
  const adapters = ['handler/adapters', 'handler/lambda', 'handler/schemas', 'stores/memory', 'stores/sent']
  const slow = ['sizes', 'memory', 'secret-residue', 'hardening/anything', 'hardening/canary']
  return [
    [
      on(24, 'suite', suite('node.mjs')),
      on(24, 'handler', suite('handler.mjs')),
      ...[...quick, ...adapters].map((script) => here(script)),
      ...['node:http', 'Express 5', 'Fastify'].map((server) => here('handler/servers', server)),
      ...(redisIsMissing ? [] : [here('stores/redis')]),
      ...(postgresIsMissing ? [] : [here('stores/postgres')])
    ],
    [
      on(20, 'suite, required, Node 20', suite('node.cjs')),
      ...slow.map((script) => here(script)),
      on(24, 'stack', '--stack-size=256', '--no-flush-bytecode', file('stack'), folder, '60')
    ]
  ]
}
