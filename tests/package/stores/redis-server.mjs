// A real redis-server for tests: start it, then connect to its `url`. Nothing is evicted, and by default nothing saved.
import { setTimeout as pause } from 'node:timers/promises'
import { commandOf } from '../../../scripts/runtimes.mjs'
import { freePort } from '../frameworks/port.mjs'
import { freshFolder, Server, under } from './server.mjs'

export const redisIsMissing = commandOf('redis-server') ? undefined : 'apt-get install redis-server'

const ALL_SLOTS = ['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']

/**
 * A cluster of one, which refuses whatever a cluster refuses. `send` has a client send a command to the server.
 * @param {(server: Server, command: string[]) => Promise<unknown>} send
 */
export async function startRedisCluster(send) {
  const server = await startRedis({ args: ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] })
  await send(server, ALL_SLOTS)
  for (let info = ''; !info.includes('cluster_state:ok'); info = String(await send(server, ['CLUSTER', 'INFO']))) await pause(50)
  return server
}

/**
 * `args` are more of its command line, such as `['--maxmemory', '3mb']` or `['--appendonly', 'yes']`.
 * @param {{ port?: number, args?: string[] }} options
 */
export async function startRedis({ port, args = [] } = {}) {
  port ??= await freePort()
  const folder = freshFolder('redis')
  const fixed = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--maxmemory-policy', 'noeviction']
  const command = under(undefined, [commandOf('redis-server') ?? 'redis-server', ...fixed.map(String), ...args])
  return new Server({ command, ready: 'Ready to accept connections', folder, port, url: `redis://127.0.0.1:${port}` }).start()
}
