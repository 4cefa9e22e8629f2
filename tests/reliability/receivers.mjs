// Receivers as processes. Each keeps its port when it is started again, and ends with this process at the latest.
import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../package/frameworks/port.mjs'
import { under } from '../package/stores/server.mjs'
import { folder } from './store.mjs'

/** @import { ChildProcess } from 'node:child_process' */
/** Passed on as JSON, see receiver.mjs. @typedef {{ port?: number, [setting: string]: unknown }} Settings */

const PROGRAM = fileURLToPath(new URL('receiver.mjs', import.meta.url))

export class Receiver extends EventEmitter {
  /** @type {string[]} */
  errors = []
  isBeingKilled = false
  #ready = 0
  #startMillis = 0
  #settings
  /** @type {ChildProcess | undefined} */
  #child

  /** @param {Settings} settings */
  constructor(settings) {
    super()
    this.#settings = settings
  }

  /** Emits each of its lines under the name of what it tells: `halted`, `memory`. */
  async start() {
    this.#settings.port ??= await freePort()
    const begun = performance.now()
    const [file = '', ...args] = under(undefined, [process.execPath, PROGRAM, folder, JSON.stringify(this.#settings)])
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    // Of a process that was killed, lines may still be in the pipe.
    createInterface({ input: child.stdout }).on('line', (text) => child === this.#child && this.#read(JSON.parse(text)))
    const gone = once(child, 'exit').then(([status]) => Promise.reject(new Error(`a receiver ended with ${status} at its start`)))
    await Promise.race([once(this, 'port'), gone])
    gone.catch(() => {})
    this.#ready = performance.now()
    this.#startMillis = this.#ready - begun
    return this
  }

  get port() {
    return Number(this.#settings.port)
  }

  get pid() {
    return this.#child?.pid
  }

  get isAlive() {
    return this.#child?.exitCode === null && this.#child.signalCode === null
  }

  /** `kill -9` */
  async kill() {
    if (!this.#child || !this.isAlive) return
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await gone
  }

  /**
   * Killed and started again, but not before it has served for as long as it took to start: on a busy machine it would hardly ever be
   * there, and a delivery would never find it. The new process may be killed as soon as it has said anything.
   */
  async restart() {
    this.isBeingKilled = true
    await pause(Math.max(0, this.#ready + this.#startMillis - performance.now()))
    await this.kill()
    this.isBeingKilled = false
    await this.start()
  }

  /** @param {Record<string, Foreign>} line */
  #read(line) {
    if (line.error) this.errors.push(line.error)
    for (const [name, value] of Object.entries(line)) if (name !== 'error') this.emit(name, value, line)
  }
}

/**
 * Started two at a time: each needs a core.
 * @param {number} count
 * @param {Settings} settings
 */
export async function startReceivers(count, settings) {
  const receivers = Array.from({ length: count }, () => new Receiver({ ...settings }))
  for (let first = 0; first < count; first += 2) {
    await Promise.all(receivers.slice(first, first + 2).map((receiver) => receiver.start()))
  }
  return receivers
}
