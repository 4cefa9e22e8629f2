// A real PostgreSQL for tests: start it, then connect to its `url`. It refuses to run as root, so then it runs as the
// user that its package has made.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commandOf } from '../../../scripts/runtimes.mjs'
import { freePort } from '../frameworks/port.mjs'
import { freshFolder, isRoot, Server, under } from './server.mjs'

const DEBIAN_FOLDER = '/usr/lib/postgresql'
const USER = 'webhook'

/** Debian keeps the servers out of PATH, each version in a folder of its own: the newest. */
function binaries() {
  const numbers = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...numbers.map((number) => join(DEBIAN_FOLDER, number, 'bin')), dirname(commandOf('postgresql') ?? '/')]
  return folders.find((folder) => existsSync(join(folder, 'initdb')))
}

export const postgresIsMissing = binaries() ? undefined : 'apt-get install postgresql'

/**
 * `settings` are the server's, such as `{ max_connections: 20 }`.
 * @param {{ port?: number, settings?: Record<string, string | number> }} options
 */
export async function startPostgres({ port, settings = {} } = {}) {
  port ??= await freePort()
  const folder = freshFolder('postgres')
  const data = join(folder, 'data')
  const binary = (/** @type {string} */ name) => join(binaries() ?? '', name)
  const run = (/** @type {[string, ...string[]]} */ ...command) => {
    const [file, ...args] = under('postgres', command)
    return execFileSync(file, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })
  }
  if (isRoot) execFileSync('chown', ['postgres', folder])
  run(binary('initdb'), '-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync')
  const all = { fsync: 'off', port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = under('postgres', [binary('postgres'), '-D', data, ...flags])
  const url = `postgres://${USER}@127.0.0.1:${port}/postgres`
  const [version] = /\d[\d.]*/.exec(run(binary('postgres'), '--version')) ?? []
  return new PostgresServer({ command, ready: 'ready to accept connections', folder, port, url, version }).start()
}

class PostgresServer extends Server {
  /**
   * SIGTERM would wait for the clients to leave.
   * @override
   */
  stop() {
    return this.end('SIGINT')
  }
}
