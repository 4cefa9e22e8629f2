// WebKitGTK through Debian's driver, on a virtual screen: it has no headless mode.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { toolFolder } from '../../../scripts/runtimes.mjs'

/**
 * The part of selenium-webdriver that is called here; it comes without types.
 * @typedef {object} Driver
 * @property {() => Promise<{ get(name: string): string | undefined }>} getCapabilities
 * @property {() => Promise<string>} getWindowHandle
 * @property {() => { window(handle: string): Promise<void>, newWindow(kind: 'window'): Promise<void> }} switchTo
 * @property {(url: string) => Promise<void>} get
 * @property {<T>(work: Function, ...args: unknown[]) => Promise<Awaited<T>>} executeScript
 * @property {() => Promise<string>} takeScreenshot
 * @property {() => Promise<void>} close
 * @property {() => Promise<void>} quit
 */

/** Milliseconds for one evaluation, as puppeteer has it. */
const timeouts = { script: 180_000 }

/**
 * @param {string} driverPath
 * @param {string} screenPath
 */
export async function openWebKit(driverPath, screenPath) {
  const load = createRequire(join(toolFolder('browsers'), 'package.json'))
  const { Builder } = load('selenium-webdriver')
  const { DriverService } = load('selenium-webdriver/remote')
  const screen = spawn(screenPath, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  })
  process.once('exit', () => screen.kill())
  const env = { ...process.env, DISPLAY: await displayOf(screen) }
  const service = new DriverService.Builder(driverPath).setLoopback(true).setEnvironment(env).build()
  const close = async () => {
    await service.kill()
    screen.kill()
  }
  try {
    const builder = new Builder().usingServer(await service.start()).withCapabilities({ browserName: 'MiniBrowser', timeouts })
    /** @type {Driver} */
    const driver = await builder.build()
    const [capabilities, first] = await Promise.all([driver.getCapabilities(), driver.getWindowHandle()])
    return new Browser(driver, `WebKitGTK/${capabilities.get('browserVersion')}`, first, close)
  } catch (error) {
    await close()
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

class Browser {
  #driver
  #version
  #first
  #close

  /**
   * @param {Driver} driver
   * @param {string} version
   * @param {string} first
   * @param {() => Promise<void>} close
   */
  constructor(driver, version, first, close) {
    this.#driver = driver
    this.#version = version
    this.#first = first
    this.#close = close
  }

  version() {
    return this.#version
  }

  /** The first window stays open for this: only from a window there is a way to another. */
  async newPage() {
    await this.#driver.switchTo().window(this.#first)
    await this.#driver.switchTo().newWindow('window')
    return new Page(this.#driver, await this.#driver.getWindowHandle())
  }

  async close() {
    try {
      await this.#driver.quit()
    } finally {
      await this.#close()
    }
  }
}

/** One page at a time: a session has one window that commands go to. */
class Page {
  #driver
  #handle

  /**
   * @param {Driver} driver
   * @param {string} handle
   */
  constructor(driver, handle) {
    this.#driver = driver
    this.#handle = handle
  }

  /** @param {string} url */
  async goto(url) {
    await (await this.#chosen()).get(url)
  }

  /**
   * A promise that the function returns is awaited; what it resolves to crosses as JSON, as the arguments do.
   * @template {unknown[]} A
   * @template T
   * @param {(...args: A) => T} work
   * @param {A} args
   * @returns {Promise<Awaited<T>>}
   */
  async evaluate(work, ...args) {
    return (await this.#chosen()).executeScript(work, ...args)
  }

  /** @param {{ path: string }} options */
  async screenshot({ path }) {
    writeFileSync(path, await (await this.#chosen()).takeScreenshot(), 'base64')
  }

  async close() {
    await (await this.#chosen()).close()
  }

  async #chosen() {
    await this.#driver.switchTo().window(this.#handle)
    return this.#driver
  }
}
