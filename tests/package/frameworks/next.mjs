// The suite in an app that Next.js builds and serves: before the routes, in a route on the edge, in one in Node and in a
// client component. Arguments: webpack or turbopack, and the code before the routes, middleware or proxy.
// @run Next.js, webpack; args: webpack middleware; slow
// @run Next.js, Turbopack with a proxy; args: turbopack proxy; slow
// @run Next.js, Turbopack; args: turbopack middleware; slow; long
import { spawnSync } from 'node:child_process'
import { cpSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { engines, open } from '../browsers/engines.mjs'
import { addAnswer, addLines } from './answers.mjs'
import { builtFolder, copyFolders } from '../built.mjs'
import { nextEnv as env } from './offline.mjs'
import { serve } from './server.mjs'

const [, , folder = '', bundler = '', gate = ''] = process.argv
const next = join(toolFolder('next'), 'node_modules/next/dist/bin/next')

/**
 * The path, and the runtime that has to answer.
 * @type {[path: string, runtime: string][]}
 */
const PATHS = [
  ['gate', gate === 'middleware' ? 'edge-runtime' : 'node'],
  ['edge', 'edge-runtime'],
  ['node', 'node']
]

/** @param {string} app */
function fillApp(app) {
  cpSync(join(root, 'tests/package/frameworks/next'), app, { recursive: true })
  renameSync(join(app, 'gate.js'), join(app, `${gate}.js`))
  copyFolders(folder, ['node_modules', 'runtimes', 'suite', 'vectors'], app)
}

/** @param {string} app */
function buildApp(app) {
  const options = { cwd: app, env: { ...process.env, ...env } }
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, 'build', `--${bundler}`], { ...options, encoding: 'utf8' })
  if (status !== 0) throw new Error(`next build ended with ${status}: ${stdout}${stderr}`)
}

/** Runs in the page: resolves to the component's lines once the sum is among them. */
function linesOfPage() {
  return new Promise((resolve) => {
    const look = () => {
      const textContent = document.querySelector('pre')?.textContent ?? ''
      if (textContent.endsWith(' failed')) resolve(textContent.split('\n'))
      else setTimeout(look, 50)
    }
    look()
  })
}

/**
 * @param {Tally} tally
 * @param {string} address
 */
async function addPage(tally, address) {
  const browser = await open('Chromium')
  try {
    const page = await browser.newPage()
    await page.goto(address)
    addLines(tally, 'the suite in a client component', await page.evaluate(linesOfPage))
  } finally {
    await browser.close()
  }
}

const { jobCompleted, signedRequest } = createRequire(join(folder, 'package.json'))('webhook-verifier/testing')

/**
 * Handlers of the Pages Router: one gets raw bytes, the other is told how to get them.
 * @param {Tally} tally
 * @param {string} address
 */
async function addPagesRouter(tally, address) {
  /** @param {string} name */
  const post = async (name) => {
    const request = signedRequest(`${address}/api/${name}`, { payload: jobCompleted(), secret: 'whsec_pages_router' })
    const { status } = await fetch(request)
    return status
  }
  await tally.group('the Pages Router with its parser off handles a delivery', ['webhook'], async (name) =>
    same(await post(name), 200, 'status')
  )
  await tally.group('the Pages Router with its parser on names the remedy', ['parsed'], async (name) => {
    same(await post(name), 500, 'status')
    const response = await fetch(`${address}/api/${name}`)
    same(/bodyParser: false/.test(await response.text()), true, 'whether the message names the setting')
  })
}

const tally = new Tally()
const app = await builtFolder({
  place: toolFolder('next'),
  name: `${bundler}-${gate}`,
  tools: [bundler, join(toolFolder('next'), 'node_modules/.package-lock.json')],
  fill: fillApp,
  build: buildApp
})
const start = [next, 'start', '-H', '127.0.0.1', '-p', '0']
const { address, stop } = await serve({ command: process.execPath, args: start, cwd: app, env, ready: /Ready in/ })
try {
  for (const [path, runtime] of PATHS) await addAnswer(tally, `/${path}`, runtime, await fetch(`${address}/${path}`))
  await addPagesRouter(tally, address)
  const missing = engines.find(({ name }) => name === 'Chromium')?.missing
  if (missing) console.log(`skipped client component of Next.js: ${missing}`)
  else await addPage(tally, address)
  const places = [gate, 'edge route', 'node route', ...(missing ? [] : ['client component'])]
  console.log(`ran Next.js ${versionOf('next', 'next')}: built by ${bundler}, the suite in ${places.join(', ')}`)
} finally {
  await stop()
}
if (!tally.end()) process.exitCode = 1
