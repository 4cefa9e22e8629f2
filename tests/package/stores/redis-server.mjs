// A real redis-server for tests: start it, then connect to its `url`. Nothing is evicted, and by default nothing saved.
import { commandOf } from '../../../scripts/runtimes.mjs'
import { freePort, freshFolder, Server, under } from './server.mjs'

export const redisIsMissing = commandOf('redis-server') ? undefined : 'apt-get install redis-server'

/**
 * @param options.args more of its command line, such as `['--maxmemory', '3mb']` or `['--appendonly', 'yes']`
 * @returns a Server: stop(), start() again, kill(), freeze(), resume(), remove(); and `url`
 */
export async function startRedis({ port, args = [] } = {}) {
  port ??= await freePort()
  const folder = freshFolder('redis')
  const fixed = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--maxmemory-policy', 'noeviction']
  const command = under(undefined, [commandOf('redis-server'), ...fixed.map(String), ...args])
  const server = new Server({ command, ready: 'Ready to accept connections', folder, port })
  server.url = `redis://127.0.0.1:${port}`
  return server.start()
}
