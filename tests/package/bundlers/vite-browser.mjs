// A Vite app whose page runs the suite, in Chromium: as the development server hands out its modules, with the package
// among the dependencies that it bundles beforehand, and as built for production.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ok } from '../../runtimes/suite/expect.mjs'
import { Tally } from '../../runtimes/suite/tally.mjs'
import { open } from '../browsers/engines.mjs'
import { writeProgram } from '../program.mjs'
import { folder, ownFolder, sumOf, tool, versionOfTool } from './bundles.mjs'

const { build, createServer, preview } = tool('vite')

const root = ownFolder('vite-app')
await writeProgram(folder, 'edge.mjs', join(root, 'main.mjs'))
writeFileSync(join(root, 'index.html'), '<!doctype html><title>app</title><script type="module" src="/main.mjs"></script>')
const app = { root, configFile: false, logLevel: 'error', cacheDir: join(root, '.vite') }

/** Each way to serve the app, and a script that a page of it loads. */
const WAYS = {
  'served in development': {
    start: async () => (await createServer({ ...app, server: { host: '127.0.0.1', port: 41_100 } })).listen(),
    script: /\/\.vite\/deps\/webhook-verifier\.js/,
  },
  'built for production': {
    async start() {
      await build(app)
      return preview({ ...app, preview: { host: '127.0.0.1', port: 41_110 } })
    },
    script: /\/assets\/index-.+\.js$/,
  },
}

/** In the page: what the suite printed, and the scripts that it took. */
async function finishedInPage() {
  const { text } = await globalThis.finished
  return { text, scripts: performance.getEntriesByType('resource').map(({ name }) => name) }
}

async function outcome(browser, { start, script }) {
  const server = await start()
  const page = await browser.newPage()
  try {
    await page.goto(server.resolvedUrls.local[0])
    const { text, scripts } = await page.evaluate(finishedInPage)
    ok(scripts.some((name) => script.test(name)), `none of the scripts is ${script}: ${scripts}`)
    return sumOf(text)
  } finally {
    await page.close()
    await server.close()
  }
}

const tally = new Tally()
const browser = await open('Chromium')
try {
  for (const [name, way] of Object.entries(WAYS)) {
    const { count, failures } = await outcome(browser, way).catch(({ message }) => ({ count: 1, failures: [message] }))
    tally.add(`an app in Chromium, ${name}`, count, failures)
  }
} finally {
  await browser.close()
}
console.log(`ran Vite ${versionOfTool('vite')}: the suite in an app in Chromium, ${Object.keys(WAYS).join(' and ')}`)
if (!tally.end()) process.exitCode = 1
