// The Worker of README.md, by the commands that the README gives; docs/getting-started.md shows the same files.
// `node tests/examples/readme-worker.mjs <folder of the installation>`.
// @run the README's Worker
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { README, readPage } from '../../scripts/pages.mjs'
import { toolFolder } from '../../scripts/runtimes.mjs'
import { wranglerEnv } from '../package/frameworks/offline.mjs'
import { ok, same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { serveIn } from './example.mjs'
import { delivery, outputOf, post, WEBHOOK_SECRET } from './sender.mjs'

/** @typedef {ReturnType<typeof readPage>['blocks'][number]} Block */

const PORTS = '--ip 127.0.0.1 --port 0 --inspector-port 0'
const TRIES = 200
const PAUSE = 25

const [, , installation = ''] = process.argv
const folder = join(installation, 'readme-worker')
/**
 * @param {string} path
 * @param {(block: Block) => boolean} find
 */
const codeOf = (path, find) => readPage(path).blocks.find(find)?.code ?? ''
/** @param {string} path */
const workerOf = (path) => codeOf(path, ({ file }) => file === 'worker.ts')
const commands = codeOf(README, ({ code }) => code.includes('npx wrangler dev'))
const writing = commands.split('\n').filter((line) => line.startsWith('echo '))

mkdirSync(folder)
writeFileSync(join(folder, 'worker.ts'), workerOf(README))
execFileSync('sh', ['-c', writing.join('\n')], { cwd: folder })
const configuration = JSON.parse(readFileSync(join(folder, 'wrangler.jsonc'), 'utf8'))

const tally = new Tally()
await tally.group('getting-started has the same', ['worker.ts', 'wrangler.jsonc'], (file) => {
  const page = 'docs/getting-started.md'
  if (file === 'worker.ts') return same(workerOf(page), workerOf(README), file)
  same(JSON.parse(codeOf(page, ({ code }) => code.includes('"main"'))), configuration, file)
})
await tally.group('Wrangler needs the Node that the page names', [README, 'docs/getting-started.md'], (path) => {
  const [, version] = /newest Wrangler needs Node ([\d.]+\d)/.exec(readPage(path).text) ?? []
  const { engines } = JSON.parse(readFileSync(join(toolFolder('wrangler'), 'node_modules/wrangler/package.json'), 'utf8'))
  same(engines.node, `>=${version}.0`, path)
})
const STORES = 'docs/replay-stores.md'
const stored = join(installation, 'stored-worker')
await tally.group('with the store of the page of stores, it handles a delivery once', [STORES], async (path) => {
  mkdirSync(stored)
  writeFileSync(
    join(stored, 'worker.ts'),
    codeOf(path, ({ code }) => code.includes('durableObjectReplayStore(env.REPLAY),'))
  )
  writeFileSync(
    join(stored, 'wrangler.jsonc'),
    codeOf(path, ({ code }) => code.includes('"main"'))
  )
  writeFileSync(join(stored, '.dev.vars'), `WEBHOOK_SECRET=${WEBHOOK_SECRET}`)
  const worker = await serveIn(stored, `wrangler dev ${PORTS}`, wranglerEnv(stored))
  try {
    const copied = delivery({ id: 'job_copied' })
    for (const sent of [copied, copied, delivery({ id: 'job_last' })]) same((await post(worker.address, sent)).status, 200, 'status')
    for (let left = TRIES; left && !worker.output().includes(outputOf('job_last')); left--) await pause(PAUSE)
    same(worker.output().split(`ready: ${outputOf('job_copied')}`).length - 1, 1, 'times')
  } finally {
    await worker.stop()
  }
})
const server = await serveIn(folder, `wrangler dev ${PORTS}`, wranglerEnv(folder))
try {
  await tally.group('it refuses', ['a forgery'], async () =>
    same((await post(server.address, delivery({ secret: 'guessed' }))).status, 401, 'status')
  )
  await tally.group('it handles', ['job_first'], async (id) => {
    same((await post(server.address, delivery({ id }))).status, 200, 'status')
    for (let left = TRIES; left && !server.output().includes(outputOf(id)); left--) await pause(PAUSE)
    ok(server.output().includes(`ready: ${outputOf(id)}`), server.output())
  })
} finally {
  await server.stop()
}
if (!tally.end()) process.exitCode = 1
