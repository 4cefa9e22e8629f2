// The suite in one browser, in each place where that runs scripts, and what a page's policy changes.
// @run suite in Chromium; args: Chromium; needs: Chromium; slow
// @run suite in Firefox; args: Firefox; needs: Firefox; slow
// @run suite in WebKitGTK; args: WebKitGTK; needs: WebKitGTK; slow
import { mkdtempSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { Tally } from '../../suite/tally.mjs'
import { open } from './engines.mjs'
import { startIn } from './places.mjs'
import { serve } from './server.mjs'

const SUM = /^(\d+) passed, (\d+) failed$/

const [, , folder = '', engine = ''] = process.argv
const bundles = mkdtempSync(join(folder, 'browsers-'))

/**
 * Bundles a runner, and returns where the server has it.
 * @param {string} name
 * @param {import('esbuild').Format} format
 */
async function bundled(name, format = 'esm') {
  const outfile = join(bundles, `${name}-${format}.js`)
  await build({ entryPoints: [join(folder, `runtimes/${name}.mjs`)], outfile, bundle: true, format })
  return `${basename(bundles)}/${basename(outfile)}`
}

const suite = await bundled('browser')
const slim = await bundled('browser-slim')
const classic = await bundled('browser', 'iife')
const diagnosis = await bundled('browser-diagnose')
const forbidden = await bundled('browser-forbidden')

/** @typedef {[place: string, policy: string, script: string, options?: { html?: string, type?: string }]} Run */

/**
 * The runs: a place, the policy that the server sends, and the script.
 * @type {Record<string, Run>}
 */
const SUITES = {
  'a page': ['page', 'open', suite],
  'a module worker': ['worker', 'open', suite],
  'a module service worker': ['serviceWorker', 'open', suite],
  "a page that allows 'wasm-unsafe-eval' alone": ['page', 'strict', suite],
  'a page that diagnoses': ['page', 'strict', diagnosis]
}
/**
 * These differ only in the way of loading, so one engine is enough.
 * @type {Record<string, Run>}
 */
const ONCE = {
  'a page without a bundler': ['page', 'open', 'runtimes/browser.mjs', { html: 'unbundled.html' }],
  'a page on the slim entry': ['page', 'strict', slim],
  'a classic service worker': ['serviceWorker', 'open', classic, { type: 'classic' }]
}
/** @type {Record<string, Run>} */
const REFUSALS = {
  'a page that allows no WebAssembly': ['page', 'closed', forbidden],
  'a worker that allows none': ['worker', 'closed', forbidden],
  'a service worker that allows none': ['serviceWorker', 'closed', forbidden]
}

/**
 * The lines that a script reports, from a tab of its own.
 * @param {Foreign} browser
 * @param {string} address
 * @param {Run} run
 */
async function linesOf(browser, address, [place, policy, script, { html = 'page.html', type = 'module' } = {}]) {
  const tab = await browser.newPage()
  try {
    await tab.goto(`${address}/${policy}/${html}`)
    return await tab.evaluate(startIn, place, `/${policy}/${script}`, type)
  } catch (error) {
    return [/** @type {Error} */ (error).message]
  } finally {
    await tab.close()
  }
}

/**
 * @param {Tally} tally
 * @param {string} name
 * @param {string[]} lines
 */
function add(tally, name, lines) {
  const [, passed = 0, failed = 0] = SUM.exec(lines.at(-1) ?? '') ?? []
  const count = Number(passed) + Number(failed)
  tally.add(name, Math.max(1, count), count ? lines.filter((line) => /^(FAIL| {2}- )/.test(line)) : lines)
}

const tally = new Tally()
const suites = { ...SUITES, ...(engine === 'Chromium' && ONCE) }
const { server, address } = await serve(folder)
try {
  const browser = await open(engine)
  try {
    for (const [name, run] of Object.entries({ ...suites, ...REFUSALS })) add(tally, name, await linesOf(browser, address, run))
    console.log(`ran ${engine} ${(await browser.version()).split('/')[1]}: the suite in ${Object.keys(suites).join(', ')}`)
  } finally {
    await browser.close()
  }
} finally {
  server.close()
}
if (!tally.end()) process.exitCode = 1
