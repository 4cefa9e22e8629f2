// Vite apps whose page runs the suite, in Chromium: as the development server hands out the modules, with the package
// among the dependencies that it bundles beforehand, and as built for production.
// @run Vite in Chromium; needs: Chromium
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ok, present } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { open } from '../browsers/engines.mjs'
import { writeProgram } from '../program.mjs'
import { folder, ownFolder, sumOf, tool, versionOfTool } from './bundles.mjs'

const HOST = '127.0.0.1'
const PORTS = { development: 41_100, production: 41_110 }
const { build, createServer, preview } = tool('vite')

/**
 * The configuration of a new app with the program in its page.
 * @param {string} program
 */
async function appOf(program) {
  const root = ownFolder('vite-app')
  await writeProgram(program, join(root, 'main.mjs'))
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>app</title><script type="module" src="/main.mjs"></script>')
  return { root, configFile: false, logLevel: 'error', cacheDir: join(root, '.vite') }
}

/** @type {Record<string, (app: any) => any>} */
const SERVERS = {
  development: async (app) => (await createServer({ ...app, server: { host: HOST, port: PORTS.development } })).listen(),
  async production(app) {
    await build(app)
    return preview({ ...app, preview: { host: HOST, port: PORTS.production } })
  }
}

const plain = await appOf(join(folder, 'runtimes/edge.mjs'))
const slim = await appOf(fileURLToPath(new URL('slim-page.mjs', import.meta.url)))

/**
 * Each app and server, with what the page has to take from there.
 * @typedef {[app: Foreign, server: string, resource: RegExp]} Way
 * @type {Record<string, Way>}
 */
const WAYS = {
  'development': [plain, 'development', /\/\.vite\/deps\/webhook-verifier\.js/],
  'production': [plain, 'production', /\/assets\/index-[\w-]+\.js$/],
  'production on the slim entry': [slim, 'production', /\/assets\/verifier-[\w-]+\.wasm$/]
}

/** In the page: what the suite printed, and what was loaded for it. */
async function finishedInPage() {
  const { text } = await globalThis.finished
  return { text, loaded: performance.getEntriesByType('resource').map(({ name }) => name) }
}

/**
 * @param {Foreign} browser
 * @param {Way} way
 */
async function outcome(browser, [app, server, resource]) {
  const running = await present(SERVERS[server])(app)
  const page = await browser.newPage()
  try {
    await page.goto(running.resolvedUrls.local[0])
    const { text, loaded } = await page.evaluate(finishedInPage)
    ok(
      loaded.some((/** @type {string} */ name) => resource.test(name)),
      `nothing that was loaded is ${resource}: ${loaded}`
    )
    return sumOf(text)
  } finally {
    await page.close()
    await running.close()
  }
}

const tally = new Tally()
const browser = await open('Chromium')
try {
  for (const [name, way] of Object.entries(WAYS)) {
    const { count, failures } = await outcome(browser, way).catch(({ message }) => ({ count: 1, failures: [message] }))
    tally.add(`an app in Chromium (${name})`, count, failures)
  }
} finally {
  await browser.close()
}
console.log(`ran Vite ${versionOfTool('vite')}: the suite in an app in Chromium (${Object.keys(WAYS).join(', ')})`)
if (!tally.end()) process.exitCode = 1
