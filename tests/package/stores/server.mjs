// A server of the tests' own: a process on loopback, with a folder of its own. It ends with this process at the latest.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const SETPRIV = '/usr/bin/setpriv'
const PATIENCE = 60_000

export const isRoot = process.getuid?.() === 0

/** @param {string} name */
export const freshFolder = (name) => mkdtempSync(join(tmpdir(), `webhook-verifier-${name}-`))

/**
 * The command under another user where root may not run it, and so that it is killed when this process is.
 * @param {string | undefined} user
 * @param {[string, ...string[]]} command
 * @returns {[string, ...string[]]}
 */
export function under(user, command) {
  if (!existsSync(SETPRIV)) return command
  const identity = isRoot && user ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : []
  return [SETPRIV, ...identity, '--pdeathsig', 'KILL', '--', ...command]
}

/** @typedef {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} Child */

export class Server {
  #command
  #ready
  /** @type {Child | undefined} */
  #started

  /**
   * `ready` is what the server prints when it takes connections; clients connect to `url`.
   * @param {{ command: [string, ...string[]], ready: string, folder: string, port: number, url: string, version?: string | undefined }} parts
   */
  constructor({ command, ready, folder, port, url, version }) {
    this.#command = command
    this.#ready = ready
    this.folder = folder
    this.port = port
    this.url = url
    this.version = version
  }

  get #child() {
    if (!this.#started) throw new Error(`${this.#command[0]} was not started`)
    return this.#started
  }

  get pid() {
    return Number(this.#child.pid)
  }

  /** Starts it, also again after stop() or kill(): the port and the data stay the same. */
  async start() {
    const [file, ...args] = this.#command
    const child = spawn(file, args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#started = child
    let output = ''
    await new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ why) => reject(new Error(`${file} ${why}: ${output}`))
      const timer = setTimeout(() => (child.kill('SIGKILL'), fail('was not ready in time')), PATIENCE)
      const read = (/** @type {string} */ text) =>
        (output += text).includes(this.#ready) && (clearTimeout(timer), (output = ''), resolve(output))
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read)
      child.on('error', reject).on('exit', (status) => (clearTimeout(timer), fail(`ended with ${status}`)))
    })
    return this
  }

  /** Ends it in order. */
  stop() {
    return this.end('SIGTERM')
  }

  /**
   * Sends the signal to the server alone, and waits for its end.
   * @param {NodeJS.Signals} signal
   */
  end(signal) {
    return this.#end(() => this.#child.kill(signal))
  }

  /** `kill -9`, with all that it forked. */
  kill() {
    return this.#end(() => this.#signal('SIGKILL'))
  }

  /** Connections stay open and nothing answers. */
  freeze() {
    this.#signal('SIGSTOP')
  }

  resume() {
    this.#signal('SIGCONT')
  }

  /**
   * Asks while it is frozen: no answer may come before it goes on, and one has to come then.
   * @template T
   * @param {() => Promise<T>} ask
   */
  async whileFrozen(ask) {
    this.freeze()
    try {
      const answer = ask()
      const first = await Promise.race([answer, pause(300, 'silence')])
      if (first !== 'silence') throw new Error(`answered ${first} while the server was frozen`)
      this.resume()
      return await answer
    } finally {
      this.resume()
    }
  }

  /** Ends it for good; its data are gone. */
  async remove() {
    await this.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** @param {() => void} send */
  async #end(send) {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    send()
    await gone
  }

  /** @param {NodeJS.Signals} name */
  #signal(name) {
    for (const pid of [this.pid, ...childrenOf(this.pid)]) {
      try {
        process.kill(pid, name)
      } catch (error) {
        // It has just ended.
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
      }
    }
  }
}

/**
 * PostgreSQL's processes are in sessions of their own: a signal to a group does not reach them.
 * @param {number} pid
 */
function childrenOf(pid) {
  const list = `/proc/${pid}/task/${pid}/children`
  return existsSync(list) ? readFileSync(list, 'utf8').trim().split(' ').filter(Boolean).map(Number) : []
}
