// Runs what people copy, on the packed tarball: the examples of README.md and docs/, js-examples/ and the demo. Build and pack first
// (`make pack`). `node tests/examples/run.mjs [--core] [name…]` as in tests/package/run.mjs.
import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { installPacked, root } from '../../scripts/project.mjs'
import { engines } from '../package/browsers/engines.mjs'
import { runJobs } from '../package/jobs.mjs'
import { redisIsMissing } from '../package/stores/redis-server.mjs'

const folder = installPacked(`examples-${process.pid}`)
const file = (name) => join(root, 'tests/examples', `${name}.mjs`)
const job = (name, script, ...args) => ({ name, command: process.execPath, args: [file(script), folder, ...args] })
const servers = (...names) => names.map((name) => job(`example: ${name}`, 'server', name))
const { missing } = engines.find(({ name }) => name === 'Chromium')

const REST = [
  ...servers('next', 'cloudflare-worker', 'express', 'fastify', 'hono', 'aws-lambda'),
  { ...job('example: browser', 'page', 'browser'), missing }
]
const CORE = [...servers('node-http', 'deno'), { ...job('example: bun', 'server', 'bun'), missing: redisIsMissing }]
const tried = [...REST, ...CORE].map(({ args }) => args.at(-1))
const OTHERS = [
  job('example: axum', 'axum'),
  job('the pages', 'pages'),
  job('the sessions', 'sessions'),
  job('the facts', 'facts'),
  job('the demo', 'demo'),
  job('folders', 'folders', ...tried)
]

const args = process.argv.slice(2)
const wanted = args.filter((arg) => arg !== '--core')
const jobs = [...(args.includes('--core') ? [] : REST), ...CORE, ...OTHERS]
try {
  const start = performance.now()
  const chosen = jobs.filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part)))
  const results = await runJobs(chosen, Math.min(2, availableParallelism()))
  const sum = (what) => results.reduce((total, result) => total + result[what], 0)
  console.log(`${results.length} jobs took ${((performance.now() - start) / 1000).toFixed(0)} s`)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  process.exitCode = sum('failed') ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
