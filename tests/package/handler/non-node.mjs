// The handler in servers that are no Node: Deno, Bun, workerd. `node non-node.mjs <folder> <deno | bun | workerd>`
// @run handler in a server of deno; args: deno
// @run handler in a server of bun; args: bun
// @run handler in a server of workerd; args: workerd
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { runtimeBinary, versionOf } from '../../../scripts/runtimes.mjs'
import { same } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { startWorker } from '../worker.mjs'
import { common, reading } from './checks.mjs'
import { exchange } from './client.mjs'
import { parcel, SECRET } from './signed-deliveries.mjs'

/** @import { Bench } from './checks.mjs' */
/**
 * @typedef {Omit<Bench, 'look'> & { version: string | undefined, stop: () => unknown, more?: typeof background }} Running
 */

const [, , folder = '', name = ''] = process.argv
const script = join(folder, 'runtimes/handler/serve.mjs')

const DENO = ['run', '--no-prompt', '--no-remote', '--allow-net=127.0.0.1']

/** Starts it, and returns its version, its port, what stops it, and what it does otherwise than its Responses say. */
const SERVERS = {
  deno: async () => ({ ...(await started(runtimeBinary('@deno', 'deno'), [...DENO, script])), keeps: true }),
  bun: async () => ({ ...(await started(runtimeBinary('@oven', 'bin/bun'), [script])), resets: true }),
  async workerd() {
    const worker = await startWorker(folder, 'runtimes/handler/worker.mjs', { bindings: { WEBHOOK_SECRET: SECRET } })
    const { port } = await worker.ready
    const version = versionOf('runtimes', 'workerd')
    return { version, port, stop: () => worker.dispose(), resets: true, tires: true, more: background }
  }
}

/**
 * The script prints its port.
 * @param {string} command
 * @param {string[]} args
 */
async function started(command, args) {
  const [version] = /\d+\.\d+\.\d+/.exec(spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout) ?? []
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [text] = await once(child.stdout.setEncoding('utf8'), 'data')
  return { version, port: Number(/port (\d+)/.exec(text)?.[1]), stop: () => child.kill() }
}

/**
 * A Worker is stopped when it has answered, but for what waitUntil was given.
 * @param {{ port: number }} parts
 */
const background = ({ port }) => ({
  'work goes on behind a 202': async () => {
    const delivery = parcel()
    same((await exchange(port, delivery, { path: '/before' })).status, 202, 'status')
    const done = async () => (await fetch(`http://127.0.0.1:${port}/done`)).json()
    for (let turn = 0; turn < 100 && !(await done()).length; turn++) await new Promise((resolve) => setTimeout(resolve, 50))
    same(await done(), [JSON.parse(delivery.body).data.id], 'what is done')
    same((await exchange(port, delivery, { path: '/before' })).status, 200, 'status of a copy')
  }
})

const {
  version,
  stop,
  more = () => ({}),
  ...server
} = await /** @type {() => Promise<Running>} */ (SERVERS[/** @type {keyof typeof SERVERS} */ (name)])()
const bench = { ...server, look: async () => (await fetch(`http://127.0.0.1:${server.port}/seen`)).json() }
const tally = new Tally()
try {
  await tally.group(name, Object.entries({ ...common(bench), ...reading(bench), ...more(bench) }), ([, check]) => check())
} finally {
  await stop()
}
const titles = { deno: 'Deno', bun: 'Bun', workerd: 'workerd' }
console.log(`ran ${titles[/** @type {keyof typeof titles} */ (name)]} ${version}: the handler in a server`)
if (!tally.end()) process.exitCode = 1
