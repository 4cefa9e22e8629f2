// Runs the tests of the packed tarball on Node's test runner, after `make pack`: `node tests/run.mjs [--core] [--width=<n>] [name or path…]`.
// Only runs whose name contains one of the names or whose file is under one of the paths; with `--core` only those of the quick run.
// Options of Node's runner are passed on, as `--test-reporter=junit`; without a reporter it is tests/runner/reporter.mjs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** @param {string} name */
const inRunner = (name) => new URL(`runner/${name}`, import.meta.url)
const args = process.argv.slice(2)
const options = args.filter((arg) => arg.startsWith('--test-'))
const own = args.filter((arg) => !options.includes(arg))
if (!options.some((option) => option.startsWith('--test-reporter='))) options.push(`--test-reporter=${inRunner('reporter.mjs')}`)

const child = spawn(process.execPath, [...options, fileURLToPath(inRunner('tests.mjs')), ...own], { stdio: 'inherit' })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
const [status] = await once(child, 'close')
process.exitCode = status ?? 1
