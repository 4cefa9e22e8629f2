// One of the examples that are receivers: `node tests/examples/server.mjs <folder> <name>`.
// @run example: next; args: next; slow
// @run example: next-pages; args: next-pages; slow
// @run example: nitro; args: nitro
// @run example: astro; args: astro
// @run example: azure-functions; args: azure-functions
// @run example: google-cloud-functions; args: google-cloud-functions
// @run example: lambda-alb; args: lambda-alb
// @run example: cloudflare-worker; args: cloudflare-worker
// @run example: express; args: express
// @run example: fastify; args: fastify
// @run example: hono; args: hono
// @run example: aws-lambda; args: aws-lambda
// @run example: koa; args: koa
// @run example: hapi; args: hapi
// @run example: h3; args: h3
// @run example: elysia; args: elysia
// @run example: bullmq; args: bullmq; needs: redis-server
// @run example: cloudflare-queues; args: cloudflare-queues
// @run example: lambda-sqs; args: lambda-sqs
// @run example: node-http; args: node-http; core
// @run example: deno; args: deno; core
// @run example: bun; args: bun; needs: redis-server; core
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { same } from '../suite/expect.mjs'
import { Tally } from '../suite/tally.mjs'
import { freePort } from '../package/frameworks/port.mjs'
import { denoEnv, nextEnv, wranglerEnv } from '../package/frameworks/offline.mjs'
import { startRedis } from '../package/stores/redis-server.mjs'
import { builtCopyOf, copyOf, start } from './example.mjs'
import { addReceiver, addRestarted } from './receiver.mjs'
import { delivery, post } from './sender.mjs'

/** @import { RunningReceiver } from './receiver.mjs' */
/** @typedef {{ env?: NodeJS.ProcessEnv, more?: string, command?: string, path?: string, remembers?: boolean }} Way */

const [, , folder = '', name = ''] = process.argv
/** Of frameworks whose build takes longer than all that follows. */
const isBuilt = ['next', 'next-pages', 'nitro', 'astro'].includes(name)
const offline = { ...nextEnv, ASTRO_TELEMETRY_DISABLED: '1' }
const example = isBuilt ? await builtCopyOf(folder, name, offline) : copyOf(folder, name)
const redis = ['bun', 'bullmq'].includes(name) ? await startRedis({ args: ['--maxmemory-policy', 'noeviction'] }) : undefined

const FUNCTION_URL = fileURLToPath(new URL('function-url.mjs', import.meta.url))
const LOAD_BALANCER = fileURLToPath(new URL('load-balancer.mjs', import.meta.url))
const AZURE = fileURLToPath(new URL('azure-host.mjs', import.meta.url))
const SQS = fileURLToPath(new URL('sqs.mjs', import.meta.url))
/** Where Deno has the database of a program. */
const DENO_DIR = join(example, '.deno')

/**
 * How each is told to take a port that is free, in its environment or by `more` arguments; `command` starts what has no
 * script to start it, or whose script needs a command that no registry has. `remembers`: its store outlives its process. `path`: deliveries go
 * to /webhook below it.
 */
const WAYS = /** @type {Record<string, Way>} */ ({
  'node-http': { env: { PORT: '0' } },
  'express': { env: { PORT: '0' } },
  'fastify': { env: { PORT: '0' } },
  'hono': { env: { PORT: '0' } },
  'koa': { env: { PORT: '0' } },
  'hapi': { env: { PORT: '0' } },
  'h3': { env: { PORT: '0' } },
  'elysia': { env: { PORT: '0' } },
  'bullmq': { env: { PORT: '0', REDIS_URL: redis?.url }, remembers: true },
  'cloudflare-queues': { env: wranglerEnv(example), more: '--ip 127.0.0.1 --port 0 --inspector-port 0' },
  'lambda-sqs': { command: `node ${SQS} dist/handler.mjs` },
  'aws-lambda': { command: `node ${FUNCTION_URL} dist/handler.mjs` },
  'deno': { env: { ...denoEnv, DENO_DIR, DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0' }, remembers: true },
  'bun': { env: { PORT: '0', REDIS_URL: redis?.url }, remembers: true },
  'cloudflare-worker': { env: wranglerEnv(example), more: '--ip 127.0.0.1 --port 0 --inspector-port 0', remembers: true },
  'nitro': { env: { NITRO_HOST: '127.0.0.1', PORT: String(await freePort()) } },
  'astro': { env: { ...offline, HOST: '127.0.0.1', PORT: String(await freePort()) } },
  'azure-functions': { command: `node ${AZURE} src/webhook.js` },
  'google-cloud-functions': { env: { PORT: String(await freePort()) } },
  'lambda-alb': { command: `node ${LOAD_BALANCER} dist/handler.mjs` },
  'next-pages': { env: offline, more: '--hostname 127.0.0.1 --port 0', path: '/api' },
  'next': { env: offline, more: '--hostname 127.0.0.1 --port 0' }
})
const way = /** @type {Way} */ (WAYS[name])

/**
 * @template Result
 * @param {(server: RunningReceiver) => Promise<Result>} work
 */
async function running(work) {
  const server = await start(example, { ...way, isBuilt })
  try {
    return await work({ ...server, address: server.address + (way.path ?? '') })
  } finally {
    await server.stop()
  }
}

/** Bodies of the most bytes that an example takes, because a message of its queue must hold them. */
const LARGEST = { 'cloudflare-queues': 120_000, 'lambda-sqs': 190_000 }

/** @param {{ address: string }} parts */
const addLargest = ({ address }) =>
  tally.group(
    `${name} takes the largest body, and none that is larger`,
    [LARGEST[/** @type {keyof typeof LARGEST} */ (name)]],
    async (most) => {
      /** @param {number} bytes */
      const note = (bytes) => 'x'.repeat(bytes - delivery({ id: 'job_large' }).body.length)
      same((await post(address, delivery({ id: 'job_large', note: note(most) }))).status, 200, 'status')
      same((await post(address, delivery({ id: 'job_large', note: note(most + 1) }))).status, 413, 'status of a larger one')
    }
  )

/**
 * A target group takes a function whose health check fails out of service.
 * @param {{ address: string }} parts
 */
const addHealthCheck = ({ address }) =>
  tally.group(`${name} answers`, ['a health check'], async () => same((await fetch(`${address}/webhook`)).status, 200, 'status'))

const tally = new Tally()
try {
  const copied = await running(async (server) => {
    if (name === 'lambda-alb') await addHealthCheck(server)
    if (name in LARGEST) await addLargest(server)
    return addReceiver(tally, name, server)
  })
  if (way.remembers) await running((server) => addRestarted(tally, name, server, copied))
} finally {
  await redis?.remove()
}
if (!tally.end()) process.exitCode = 1
