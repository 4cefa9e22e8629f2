// Tests what users install: the packed tarball, in a fresh folder, on real runtimes. Build and pack first (`make
// pack`). `node tests/package/run.mjs [--core] [name…]` runs only the jobs whose name contains one of the names; with
// `--core` those of the quick run, which need no browser, no bundler and no framework.
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../scripts/project.mjs'
import { NODES, nodeBinary, runtimeBinary } from '../../scripts/runtimes.mjs'
import { jobs as reliability } from '../reliability/jobs.mjs'
import { amount } from './amount.mjs'
import { jobs as inspector } from './inspector/jobs.mjs'
import { jobs as browsers } from './browsers/jobs.mjs'
import { jobs as bundlers } from './bundlers/jobs.mjs'
import { jobs as cli } from './cli/jobs.mjs'
import { jobs as diagnosis } from './diagnose/jobs.mjs'
import { jobs as handler } from './handler/jobs.mjs'
import { jobs as hardening } from './hardening/jobs.mjs'
import { runJob, runJobs } from './jobs.mjs'
import { jobs as testing } from './testing/jobs.mjs'
import { jobs as testRunners } from './test-runners/jobs.mjs'
import { jobs as frameworks } from './frameworks/jobs.mjs'
import { keep } from './runs.mjs'
import { jobs as stores } from './stores/jobs.mjs'

/** One more than there are processors, two at the most: browsers, leases and servers that start leave gaps. */
const WIDTH = Math.min(2, availableParallelism()) + 1

const folder = mkdtempSync(join(tmpdir(), 'webhook-verifier-'))
const file = (name) => join(root, 'tests/package', `${name}.mjs`)

/** A job on the Node that runs this. */
const here = (name, script, ...more) => ({ name, command: process.execPath, args: [file(script), folder, ...more] })

/** The same with a small stack, and with nothing forgotten that was compiled. */
const SMALL = ['--stack-size=256', '--no-flush-bytecode']
const small = (...job) => ({ ...here(...job), args: [...SMALL, ...here(...job).args] })

/** A job on each Node that is supported. */
const onEach = (name, ...args) => NODES.map((major) => ({ name: `${name}, Node ${major}`, command: nodeBinary(major), args }))

/** The suite for a runtime that imports what it needs. */
const plain = [join(folder, 'runtimes/static.mjs')]

// The long ones first, so that none is left to run alone.
const core = [
  here('JSON', 'json'),
  here('differential, first half', 'differential', '1'),
  here('differential, second half', 'differential', '2'),
  ...onEach('stack overflow', ...SMALL, file('stack'), folder, '60'),
  ...amount([], [small('stack overflow, 2,040 depths', 'stack', '170')]),
  here('secret residue', 'secret-residue'),
  here('sizes', 'sizes'),
  here('TypeScript', 'types'),
  ...onEach('suite, imported', join(folder, 'runtimes/node.mjs')),
  ...onEach('suite, required', join(folder, 'runtimes/node.cjs')),
  here('suite in workerd', 'workerd'),
  here('suite in EdgeVM', 'edge'),
  // No permission at all; updates and telemetry would need a network.
  { name: 'suite in Deno', command: runtimeBinary('@deno', 'deno'), args: ['run', '--no-prompt', '--no-remote', ...plain] },
  { name: 'suite in Bun', command: runtimeBinary('@oven', 'bin/bun'), args: ['run', ...plain] },
  { name: 'suite on the slim entry', command: nodeBinary(22), args: [join(folder, 'runtimes/slim.mjs')] },
  ...onEach('traps', file('traps'), folder),
  ...onEach('wrong types', file('wrong-types'), folder),
  ...onEach('re-entrancy', file('reentrancy'), folder),
  ...onEach('memory', file('memory'), folder),
  here('bit flips and chunk boundaries', 'bit-flips'),
  here('HMAC vectors', 'hmac'),
  here('module', 'module'),
  here('messages', 'messages'),
  here('packed deliveries', 'delivery'),
  here('memory retention', 'memory-retention')
]

const args = process.argv.slice(2)
const wanted = args.filter((arg) => arg !== '--core')
const groups = [frameworks, stores, reliability, handler, hardening, testing, diagnosis, cli, inspector, bundlers, testRunners, browsers]
const matrix = args.includes('--core') ? [] : groups.flatMap((jobs) => jobs(folder))
const jobs = [...matrix, ...core]
const chosen = jobs.filter(({ name }) => !wanted.length || wanted.some((part) => name.includes(part)))
try {
  const start = performance.now()
  const installed = await runJob(here('installation', 'installation'))
  const results = installed.failed ? [] : await runJobs(chosen, WIDTH)
  const sum = (what) => [installed, ...results].reduce((total, result) => total + result[what], 0)
  const isWhole = chosen.length === jobs.length && matrix.length > 0 && !sum('skipped')
  const absent = keep(
    results.flatMap(({ ran }) => ran),
    isWhole
  )
  if (absent.length) console.log(`FAIL no row in docs/runtimes.md, which \`make readme\` writes: ${absent.join(', ')}`)
  console.log(`${1 + results.length} jobs took ${((performance.now() - start) / 1000).toFixed(0)} s`)
  const failed = sum('failed') + absent.length
  console.log(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`)
  process.exitCode = failed ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
