// WebKitGTK through its WebDriver, https://www.w3.org/TR/webdriver2/, on a virtual screen: it has no headless mode.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../frameworks/port.mjs'

const TRIES = 200
const PAUSE = 50

/** Milliseconds for one evaluation, as puppeteer has it. */
const timeouts = { script: 180_000 }

/**
 * @param {string} driver
 * @param {string} screen
 */
export async function openWebKit(driver, screen) {
  /** @type {import('node:child_process').ChildProcess[]} */
  const processes = []
  const close = () => processes.forEach((each) => each.kill())
  process.once('exit', close)
  const start = (/** @type {string} */ command, /** @type {string[]} */ args, options = {}) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], ...options })
    processes.push(child)
    return child
  }
  try {
    const display = await displayOf(start(screen, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']))
    const port = await freePort()
    start(driver, [`--port=${port}`], { env: { ...process.env, DISPLAY: display } })
    return await sessionAt(`http://127.0.0.1:${port}`, close)
  } catch (error) {
    close()
    throw error
  }
}

/**
 * The server writes the number of the display that it chose.
 * @param {import('node:child_process').ChildProcess} server
 */
async function displayOf(server) {
  const [number] = await once(/** @type {import('node:stream').Readable} */ (server.stdio[3]), 'data')
  return `:${String(number).trim()}`
}

/**
 * @param {string} address
 * @param {() => void} close
 */
async function sessionAt(address, close) {
  await ready(address)
  const { sessionId, capabilities } = await command(address, 'POST', '/session', { capabilities: { alwaysMatch: { timeouts } } })
  const session = `${address}/session/${sessionId}`
  return new Browser(session, capabilities.browserVersion, await command(session, 'GET', '/window'), close)
}

/** @param {string} address */
async function ready(address) {
  for (let left = TRIES; ; left--) {
    try {
      return await command(address, 'GET', '/status')
    } catch (error) {
      if (!left) throw error
      await setTimeout(PAUSE)
    }
  }
}

/**
 * @param {string} address
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} [body]
 */
async function command(address, method, path, body) {
  const response = await fetch(address + path, { method, body: body ? JSON.stringify(body) : null })
  const { value } = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
  return value
}

class Browser {
  #session
  #version
  #first
  #close

  /**
   * @param {string} session
   * @param {string} version
   * @param {string} first
   * @param {() => void} close
   */
  constructor(session, version, first, close) {
    this.#session = session
    this.#version = version
    this.#first = first
    this.#close = close
  }

  version() {
    return `WebKitGTK/${this.#version}`
  }

  /** The first window stays open for this: only from a window there is a way to another. */
  async newPage() {
    await command(this.#session, 'POST', '/window', { handle: this.#first })
    const { handle } = await command(this.#session, 'POST', '/window/new', { type: 'window' })
    return new Page(this.#session, handle)
  }

  async close() {
    try {
      await command(this.#session, 'DELETE', '')
    } finally {
      this.#close()
    }
  }
}

/** One page at a time: a session has one window that commands go to. */
class Page {
  #session
  #handle

  /**
   * @param {string} session
   * @param {string} handle
   */
  constructor(session, handle) {
    this.#session = session
    this.#handle = handle
  }

  /** @param {string} url */
  async goto(url) {
    await this.#command('POST', '/url', { url })
  }

  /**
   * A promise that the function returns is awaited; what it resolves to crosses as JSON, as the arguments do.
   * @template {unknown[]} A
   * @template T
   * @param {(...args: A) => T} work
   * @param {A} args
   * @returns {Promise<Awaited<T>>}
   */
  evaluate(work, ...args) {
    return this.#command('POST', '/execute/sync', { script: `return (${work}).apply(null, arguments)`, args })
  }

  /** @param {{ path: string }} options */
  async screenshot({ path }) {
    writeFileSync(path, await this.#command('GET', '/screenshot'), 'base64')
  }

  async close() {
    await this.#command('DELETE', '/window')
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  async #command(method, path, body) {
    await command(this.#session, 'POST', '/window', { handle: this.#handle })
    return command(this.#session, method, path, body)
  }
}
