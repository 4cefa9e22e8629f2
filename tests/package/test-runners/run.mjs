// Runs a test runner as a user has set it up, in a copy of its folder here: `node run.mjs <folder> <name>`. The verdict of
// the suite is asserted inside of the runner.
// @run suite in jest; args: jest; slow
// @run suite in vitest; args: vitest; slow
// @run suite in vitest-plugin; args: vitest-plugin; slow
// @run suite in vitest-pool-workers; args: vitest-pool-workers; slow
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeBinary, PACKAGES, toolFolder, versionOf } from '../../../scripts/runtimes.mjs'
import { present } from '../../suite/expect.mjs'
import { Tally } from '../../suite/tally.mjs'
import { copyFolders, keptFolder } from '../built.mjs'
import { compiledOnce } from '../frameworks/offline.mjs'
import { writeProgram } from '../program.mjs'

const VITEST = { node: nodeBinary(24), args: ['node_modules/vitest/vitest.mjs', 'run'] }

/** Each with how many tests it has, what is told of it, where its packages are, and the name of a suite that requires the package. */
/**
 * @type {Record<string, { node: string, args: string[], tests: number, title: string, what: string, required?: string, tools?: string }>}
 */
const RUNNERS = {
  'vitest': { ...VITEST, tests: 3, title: 'Vitest', what: 'the suite in its environments node, jsdom and edge-runtime' },
  'vitest-plugin': { ...VITEST, tests: 1, title: '@cloudflare/vitest-plugin', what: 'the suite in workerd' },
  'vitest-pool-workers': { ...VITEST, tests: 1, title: '@cloudflare/vitest-pool-workers', what: 'the suite in workerd', tools: 'pool' },
  // Jest's own `require` loads ES modules since Node 24.
  'jest': {
    node: nodeBinary(24),
    args: ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--cacheDirectory=.cache'],
    tests: 8,
    title: 'Jest',
    what: 'the suite in its environments node and jsdom, required and imported',
    required: 'suite.test.cjs'
  }
}
const SUMS = /^ *(\d+) passed, (\d+) failed$/gm

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const [, , folder = '', name = ''] = process.argv
const { node, args, tests, title, what, required, tools = 'runners' } = /** @type {(typeof RUNNERS)[string]} */ (RUNNERS[name])

/**
 * The installation with a project in it, which has the runner's packages in its node_modules and finds this one's in the folder above.
 * Kept, so that the runner finds what it has cached of the same files.
 */
async function project() {
  const inputs = { name: `runner-${name}`, tools: [join(toolFolder(tools), 'node_modules/.package-lock.json')], fill }
  const { folder, keep } = await keptFolder(inputs)
  keep()
  return join(folder, 'runners', name)
}

/** @param {string} above */
async function fill(above) {
  const place = join(above, 'runners', name)
  copyFolders(folder, ['node_modules', 'runtimes', 'suite', 'vectors'], above)
  cpSync(here(name), place, { recursive: true })
  const suite = join(place, 'suite.test.mjs')
  cpSync(here('suite.test.mjs'), suite)
  if (required) await writeProgram(suite, join(place, required), 'cjs')
  for (const each of Object.keys(present(PACKAGES[tools]))) {
    const link = join(place, 'node_modules', each)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(toolFolder(tools), 'node_modules', each), link, 'junction')
  }
}

/**
 * How many checks the suites made, and what went wrong.
 * @param {{ status: number | null, stdout: string, stderr: string }} parts
 */
function outcomeOf({ status, stdout, stderr }) {
  const output = stdout + stderr
  const sums = [...output.matchAll(SUMS)].map(([, passed, failed]) => Number(passed) + Number(failed))
  const count = sums.reduce((total, sum) => total + sum, 0)
  const [, passed = 0] = /Tests:? +(\d+) passed/.exec(output) ?? []
  const good = status === 0 && Number(passed) === tests && count > 0
  const lines = output.split('\n').filter((line) => /FAIL|Error| - /.test(line))
  return { count: Math.max(1, count), failures: good ? [] : [`${passed} of ${tests} tests passed`, ...lines] }
}

const env = { ...process.env, ...compiledOnce, NO_COLOR: '1', CI: 'true' }
const { count, failures } = outcomeOf(spawnSync(node, args, { cwd: await project(), env, encoding: 'utf8' }))
const tally = new Tally()
tally.add(`${title}: ${what}`, count, failures)
console.log(`ran ${title} ${versionOf(tools, title.toLowerCase())}: ${what}`)
if (!tally.end()) process.exitCode = 1
