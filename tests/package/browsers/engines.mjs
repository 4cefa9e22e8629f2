// Real browsers: which this machine has, and how one is started. `open` resolves to an object that has newPage(), version() and
// close(); a page has goto(url), evaluate(function, ...arguments), screenshot({ path }) and close().
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandOf, DEBIAN, toolFolder } from '../../../scripts/runtimes.mjs'
import { openWebKit } from './webkit.mjs'

/**
 * @typedef {object} Page
 * @property {(url: string) => Promise<unknown>} goto
 * @property {<A extends unknown[], T>(work: (...args: A) => T, ...args: A) => Promise<Awaited<T>>} evaluate
 * @property {(options: { path: string }) => Promise<unknown>} screenshot
 * @property {(event: string, listener: (error: Error) => void) => void} [on] only where puppeteer drives it
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Browser
 * @property {() => Promise<Page>} newPage
 * @property {() => string | Promise<string>} version
 * @property {() => Promise<void>} close
 *
 * @typedef {{ packages: string[], start: (...paths: string[]) => Promise<Browser> }} Engine
 */

/** Chromium's sandbox refuses to run as root. The others keep it from the network and from a GPU that is not there. */
const FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ...['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync']
]

/**
 * Engines by name: the Debian packages whose commands each needs, and how it starts with the paths of those.
 * @type {Record<string, Engine>}
 */
const ENGINES = {
  Chromium: { packages: ['chromium'], start: (executablePath) => launch({ browser: 'chrome', executablePath, pipe: true, args: FLAGS }) },
  Firefox: {
    packages: ['firefox-esr'],
    start: (executablePath) => launch({ browser: 'firefox', executablePath, env: { ...process.env, ...home() } })
  },
  WebKitGTK: { packages: ['webkit2gtk-driver', 'xvfb'], start: (driver = '', screen = '') => openWebKit(driver, screen) }
}

/** As root it refuses a home that is another user's, which `sudo env "HOME=$HOME"` leaves it with. */
function home() {
  if (process.getuid?.() !== 0) return {}
  const HOME = mkdtempSync(join(tmpdir(), 'firefox-home-'))
  process.once('exit', () => rmSync(HOME, { recursive: true, force: true }))
  return { HOME }
}

/**
 * Without a window, on a fresh profile, which goes when the browser is closed.
 * @param {object} options
 * @returns {Promise<Browser>}
 */
function launch(options) {
  const puppeteer = createRequire(join(toolFolder('browsers'), 'package.json'))('puppeteer-core')
  return puppeteer.launch({ headless: true, ...options })
}

/** Every engine by name; `missing` says how to get one that is not here. */
export const engines = Object.entries(ENGINES).map(([name, { packages }]) => {
  const absent = packages.filter((each) => !commandOf(each))
  const ways = absent.map((each) => `apt-get install ${each}, or have ${DEBIAN[each]?.join(' or ')} on PATH`)
  return { name, missing: ways.join('; ') || undefined }
})

/** @param {string} name */
export function open(name) {
  const engine = ENGINES[name]
  if (!engine) throw new Error(`there is no engine ${name}`)
  return engine.start(...engine.packages.map((each) => commandOf(each) ?? each))
}
