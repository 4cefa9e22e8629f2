// The installed command in this process, its script loaded anew for each run: a process for each of many cases would take a
// minute. Input is passed as a file.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SECRET } from './command.mjs'

export class Inside {
  #script
  #pastes
  #count = 0
  /** @type {Promise<unknown>} */
  #last = Promise.resolve()

  /** @param {string} folder */
  constructor(folder) {
    this.#script = pathToFileURL(join(folder, 'node_modules/webhook-verifier/bin/webhook-verifier.mjs')).href
    this.#pastes = mkdtempSync(join(folder, 'pastes-'))
  }

  /**
   * Resolves to `{ status, stdout, stderr }`, as Command's does. An argument `-`, or one more, stands for the input. One run at a
   * time: they share the arguments and the streams of this process.
   * @param {string[]} args
   * @param {{ input?: any, cwd?: string, env?: NodeJS.ProcessEnv }} [options]
   */
  run(args, options) {
    const next = this.#last.then(() => this.#run(args, options))
    this.#last = next.catch(() => {})
    return next
  }

  /**
   * @param {string[]} args
   * @param {{ input?: any, cwd?: string, env?: NodeJS.ProcessEnv }} options
   */
  async #run(args, { input, cwd, env = { WEBHOOK_SECRET: SECRET } } = {}) {
    const [node = '', script = ''] = process.argv
    const folder = process.cwd()
    process.argv = [node, this.#script, ...(input === undefined ? args : withPaste(args, this.#paste(input)))]
    Object.assign(process.env, env)
    if (cwd !== undefined) process.chdir(cwd)
    const [stdout, stderr] = [collect('stdout'), collect('stderr')]
    try {
      await import(`${this.#script}?${this.#count++}`)
      return { status: process.exitCode, stdout: stdout(), stderr: stderr() }
    } finally {
      for (const end of [stdout, stderr]) end()
      for (const name of Object.keys(env)) delete process.env[name]
      process.chdir(folder)
      process.argv = [node, script]
      process.exitCode = undefined
      process.stdout.removeAllListeners('error')
    }
  }

  /** @param {string} input */
  #paste(input) {
    const path = join(this.#pastes, String(this.#count))
    writeFileSync(path, input)
    return path
  }
}

/**
 * @param {string[]} args
 * @param {string} path
 */
const withPaste = (args, path) => (args.includes('-') ? args.map((arg) => (arg === '-' ? path : arg)) : [...args, path])

/**
 * Keeps what is written to a stream; the function it returns ends that and answers with the text.
 * @param {'stdout' | 'stderr'} name
 */
function collect(name) {
  const stream = process[name]
  const { write } = stream
  let text = ''
  stream.write = (/** @type {string | Uint8Array} */ more) => ((text += more), true)
  return () => ((stream.write = write), text)
}
