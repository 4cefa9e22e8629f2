// The suite in an app of a framework that builds for Cloudflare Workers, served by `wrangler dev`. Arguments: the folder of the
// installation and the framework.
// @run Workers, OpenNext; args: OpenNext; slow
// @run Workers, SvelteKit; args: SvelteKit; slow
// @run Workers, Astro; args: Astro; slow
// @run Workers, Vite's Cloudflare plugin; args: "Vite's Cloudflare plugin"
// @run Workers, Nitro 2; args: "Nitro 2"; slow
// @run Workers, Nitro 3; args: "Nitro 3"
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/project.mjs'
import { nodeBinary, toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { Tally } from '../../suite/tally.mjs'
import { addAnswer } from './answers.mjs'
import { builtFolder, copyFolders } from '../built.mjs'
import { nextEnv, wranglerEnv } from './offline.mjs'
import { serve } from './server.mjs'

/**
 * `build` is a package's command with its arguments, `config` the Wrangler configuration of the result.
 * @typedef {{ folder: string, tool: string, build: [command: string, ...args: string[]], config: string[], path?: string }} Framework
 * @type {Record<string, Framework>}
 */
const FRAMEWORKS = {
  'Nitro 2': {
    folder: 'nitro-2',
    tool: 'nitropack',
    build: ['nitropack/dist/cli/index.mjs', 'build'],
    config: ['.output/server/index.mjs', '--compatibility-date', '2026-01-01']
  },
  'Nitro 3': {
    folder: 'nitro-3',
    tool: 'nitro',
    build: ['nitro/dist/cli/index.mjs', 'build'],
    config: ['--config', '.output/server/wrangler.json']
  },
  "Vite's Cloudflare plugin": {
    folder: 'vite',
    tool: '@cloudflare/vite-plugin',
    build: ['vite/bin/vite.js', 'build'],
    config: ['--config', 'dist/suite/wrangler.json']
  },
  'SvelteKit': { folder: 'sveltekit', tool: '@sveltejs/kit', build: ['vite/bin/vite.js', 'build'], config: [] },
  'Astro': { folder: 'astro', tool: 'astro', build: ['astro/bin/astro.mjs', 'build'], config: ['--config', 'dist/server/wrangler.json'] },
  'OpenNext': {
    folder: 'opennext',
    tool: '@opennextjs/cloudflare',
    build: ['@opennextjs/cloudflare/dist/cli/index.js', 'build'],
    config: [],
    path: '/suite'
  }
}

const [, , folder = '', framework = ''] = process.argv
const { folder: source, tool, build, config, path = '/' } = /** @type {Framework} */ (FRAMEWORKS[framework])
const tools = toolFolder('wrangler')
const modules = join(tools, 'node_modules')
const node = nodeBinary(24)

/**
 * Below the packages that it needs. OpenNext and Next.js take the nearest folder with a lock file for the root of the project.
 * @param {string} app
 */
function fillApp(app) {
  cpSync(join(root, 'tests/package/frameworks/workers', source), app, { recursive: true })
  cpSync(join(root, 'tests/package/frameworks/workers/answer.js'), join(app, 'answer.js'))
  copyFolders(folder, ['node_modules', 'runtimes', 'suite', 'vectors'], app)
  if (!existsSync(join(app, 'package.json'))) writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }\n')
  if (!existsSync(join(tools, 'package-lock.json')))
    writeFileSync(join(tools, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }\n')
}

/** @param {string} app */
const envIn = (app) => ({
  ...wranglerEnv(app),
  ...nextEnv,
  ASTRO_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
  PATH: `${join(node, '..')}:${process.env.PATH}`
})

/** @param {string} app */
function buildApp(app) {
  const [command, ...args] = build
  const { status, stdout, stderr } = spawnSync(node, [join(modules, command), ...args], {
    cwd: app,
    env: { ...process.env, ...envIn(app) },
    encoding: 'utf8'
  })
  if (status !== 0) throw new Error(`the build ended with ${status}: ${stdout}${stderr}`)
}

const tally = new Tally()
const app = await builtFolder({
  place: tools,
  name: source,
  tools: [versionOf('node', 'node24'), join(modules, '.package-lock.json')],
  fill: fillApp,
  build: buildApp
})
const args = [join(modules, 'wrangler/bin/wrangler.js'), 'dev', ...config, '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0']
const { address, stop } = await serve({ command: node, args, cwd: app, env: envIn(app), ready: /Ready on/ })
try {
  await addAnswer(tally, framework, 'Cloudflare-Workers', await fetch(`${address}${path}`))
} finally {
  await stop()
}
console.log(`ran ${framework} ${versionOf('wrangler', tool)}: the suite in an app for Cloudflare Workers`)
if (!tally.end()) process.exitCode = 1
