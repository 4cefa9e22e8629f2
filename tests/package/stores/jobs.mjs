// The replay stores, each where it lives.
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { nodeBinary, runtimeBinary } from '../../../scripts/runtimes.mjs'
import { postgresIsMissing } from './postgres-server.mjs'
import { redisIsMissing } from './redis-server.mjs'

export function jobs(folder) {
  const args = (script) => [join(root, 'tests/package/stores', `${script}.mjs`), folder]
  const here = (name, script, missing) => ({ name, command: process.execPath, args: args(script), missing })
  const inBun = { command: runtimeBinary('@oven', 'bin/bun'), args: ['run', ...args('bun')], missing: redisIsMissing }
  const inMemory = (major) => ({ name: `replay store in memory, Node ${major}`, command: nodeBinary(major), args: args('memory') })
  return [
    here('replay store in PostgreSQL', 'postgres', postgresIsMissing),
    here('replay store in PostgreSQL, its clients', 'postgres-clients', postgresIsMissing),
    here('replay store in Redis, its clients', 'redis-clients', redisIsMissing),
    here('replay store in Durable Objects', 'durable-object'),
    here('replay store in Redis', 'redis', redisIsMissing),
    { name: 'replay store in Redis, from Bun', ...inBun },
    here('replay store in Deno KV', 'deno-kv'),
    ...[20, 26].map(inMemory),
    here('what replay stores send', 'sent'),
    here('keys of replay stores', 'keys'),
    here('replay stores as sub-paths', 'sub-paths'),
    here('replay stores, TypeScript', 'types')
  ]
}
