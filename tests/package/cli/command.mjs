// The installed command, as a shell runs it: by its name, with the Node under test first on PATH.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, dirname, join } from 'node:path'

/** @import { ChildProcessWithoutNullStreams } from 'node:child_process' */

export const SECRET = 'whsec_9f1c2d'
const PATIENCE = 20_000

export class Command {
  #bin
  #env

  /** @param {string} folder */
  constructor(folder, node = process.execPath) {
    this.#bin = join(folder, 'node_modules/.bin/webhook-verifier')
    const path = [dirname(node), process.env.PATH].join(delimiter)
    const { NO_COLOR, WEBHOOK_SECRET, ...rest } = process.env
    this.#env = { ...rest, PATH: path }
  }

  /** The folders of PATH. */
  get path() {
    return this.#env.PATH.split(delimiter)
  }

  get bin() {
    return this.#bin
  }

  /**
   * @param {string[]} args
   * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} options
   */
  start(args, { env = { WEBHOOK_SECRET: SECRET }, cwd } = {}) {
    return new Running(spawn(this.#bin, args, { cwd, env: { ...this.#env, ...env } }))
  }

  /**
   * Resolves to `{ status, stdout, stderr }`.
   * @param {string[]} args
   * @param {{ input?: string | Buffer, env?: NodeJS.ProcessEnv, cwd?: string }} options
   */
  async run(args, { input = '', ...options } = {}) {
    const running = this.start(args, options)
    running.child.stdin.on('error', () => {}).end(input)
    return running.end()
  }

  /**
   * Starts it on a pseudo-terminal of 80 columns, with its standard input from a file where one is `piped` in.
   * @param {string[]} args
   * @param {{ piped?: string, env?: NodeJS.ProcessEnv, cwd?: string }} options
   */
  startOnTerminal(args, { piped, env = {}, cwd } = {}) {
    const words = [this.#bin, ...args].map((word) => `'${word}'`).join(' ')
    // `exec`, so that Ctrl-C meets no shell.
    const line = `stty cols 80 rows 24; ${piped ? `cat '${piped}' | ${words}` : `exec ${words}`}`
    return new Running(spawn('script', ['-qec', line, '/dev/null'], { cwd, env: { ...this.#env, TERM: 'xterm', ...env } }))
  }

  /**
   * The same up to its end. `typed` answers a question; `pasted` is typed before, up to Ctrl-D.
   * @param {string[]} args
   * @param {{ typed?: string, pasted?: string, piped?: string, env?: NodeJS.ProcessEnv, cwd?: string }} options
   */
  async runOnTerminal(args, { typed = '', pasted, ...options } = {}) {
    const running = this.startOnTerminal(args, options)
    const { child } = running
    if (pasted) {
      await running.says(/Ctrl-D/)
      child.stdin.write(`${pasted}\u0004\u0004`)
    }
    if (typed) await running.says(/: $/)
    child.stdin.end(typed)
    return running.end()
  }
}

class Running {
  stdout = ''
  stderr = ''

  /** @param {ChildProcessWithoutNullStreams} child */
  constructor(child) {
    this.child = child
    this.#collect('stdout')
    this.#collect('stderr')
    this.closed = once(child, 'close')
  }

  /** @param {'stdout' | 'stderr'} name */
  #collect(name) {
    this.child[name].setEncoding('utf8').on('data', (/** @type {string} */ text) => (this[name] += text))
  }

  /**
   * Resolves to the match, once either stream has it.
   * @param {RegExp} pattern
   */
  async says(pattern) {
    const deadline = performance.now() + PATIENCE
    for (;;) {
      const match = pattern.exec(this.stdout) ?? pattern.exec(this.stderr)
      if (match) return match
      if (this.child.exitCode !== null || performance.now() > deadline)
        throw new Error(`never said ${pattern}: ${this.stdout}${this.stderr}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  /** @param {NodeJS.Signals} [signal] */
  async end(signal) {
    if (signal) this.child.kill(signal)
    const [status, killer] = await this.closed
    return { status: status ?? killer, stdout: this.stdout, stderr: this.stderr }
  }
}
