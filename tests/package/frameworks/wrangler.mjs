// The suite in `wrangler dev`, which bundles the Worker itself: without the flag nodejs_compat and with it.
// @run Wrangler
import { cpSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { nodeBinary, toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { Tally } from '../../suite/tally.mjs'
import { addAnswer } from './answers.mjs'
import { wranglerEnv } from './offline.mjs'
import { serve } from './server.mjs'

const [, , folder = ''] = process.argv
const cwd = mkdtempSync(join(folder, 'wrangler-'))
const wrangler = join(toolFolder('wrangler'), 'node_modules/wrangler/bin/wrangler.js')
const env = wranglerEnv(cwd)
/** The Worker that answers, and its environment in wrangler.toml. */
const RUNTIMES = { 'workerd': '', 'workerd with nodejs_compat': 'node' }

cpSync(join(root, 'tests/package/frameworks/wrangler'), cwd, { recursive: true })
for (const name of ['runtimes', 'suite', 'vectors']) cpSync(join(folder, name), join(cwd, name), { recursive: true })

const tally = new Tally()
for (const [runtime, environment] of Object.entries(RUNTIMES)) {
  const args = [wrangler, 'dev', '--env', environment, '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0']
  const { address, stop } = await serve({ command: nodeBinary(22), args, cwd, env, ready: /Ready on/ })
  try {
    await addAnswer(tally, runtime, runtime, await fetch(address))
  } finally {
    await stop()
  }
}
console.log(`ran Wrangler ${versionOf('wrangler', 'wrangler')}: wrangler dev, without and with nodejs_compat`)
if (!tally.end()) process.exitCode = 1
