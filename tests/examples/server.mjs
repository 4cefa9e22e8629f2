// One of the examples that are receivers: `node tests/examples/server.mjs <folder> <name>`.
// @run example: next; args: next; slow
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
import { Tally } from '../runtimes/suite/tally.mjs'
import { denoEnv, nextEnv, wranglerEnv } from '../package/frameworks/offline.mjs'
import { startRedis } from '../package/stores/redis-server.mjs'
import { copyOf, start } from './example.mjs'
import { addReceiver, addRestarted } from './receiver.mjs'

const [, , folder, name] = process.argv
const example = copyOf(folder, name)
const redis = ['bun', 'bullmq'].includes(name) ? await startRedis({ args: ['--maxmemory-policy', 'noeviction'] }) : undefined

const FUNCTION_URL = fileURLToPath(new URL('function-url.mjs', import.meta.url))
const SQS = fileURLToPath(new URL('sqs.mjs', import.meta.url))
/** Where Deno has the database of a program. */
const DENO_DIR = join(example, '.deno')

/**
 * How each is told to take a port that is free, in its environment or by `more` arguments; `command` starts what has no
 * script to start it. `remembers`: its store outlives its process.
 */
const WAYS = {
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
  'next': { env: nextEnv, more: '--hostname 127.0.0.1 --port 0' }
}

async function running(work) {
  const server = await start(example, WAYS[name])
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

const tally = new Tally()
try {
  const copied = await running((server) => addReceiver(tally, name, server))
  if (WAYS[name].remembers) await running((server) => addRestarted(tally, name, server, copied))
} finally {
  await redis?.remove()
}
if (!tally.end()) process.exitCode = 1
