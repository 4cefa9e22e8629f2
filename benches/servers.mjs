// Server processes that are measured, and the loads that are put on them.
import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { nodeOf } from './launch.mjs'

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Readable } from 'node:stream' */
/** @import { Running, Runtime } from './figures.d.ts' */

/** Servers of Node, and the loads. */
export const NODE = nodeOf(20)

/** A load that takes longer is an error. */
const LIMIT_MILLIS = 120_000
const run = promisify(execFile)

/**
 * Starts a program of `folder` that speaks as programs/servers/serve.mjs does, and waits until it is ready.
 * @param {string} folder
 * @param {Runtime} runtime
 * @param {...(string | number)} more
 */
export async function startServer(folder, { command, args }, ...more) {
  const child = spawn(command, [...args, ...more].map(String), { cwd: folder, stdio: 'pipe' })
  child.stdin.on('error', () => {})
  const { died, read, stop } = watch(child, child.stdout)
  /** @param {string} question */
  const ask = (question) => (child.stdin.write(`${question}\n`), read())
  const { port } = await read()
  return { port, died, stop, ask, pid: child.pid, micros: async () => (await ask('micros')).micros }
}

/**
 * `read` resolves to the next line of JSON; `died` rejects when the process ends.
 * @param {ChildProcess} child
 * @param {Readable} output
 */
export function watch(child, output) {
  /** @type {Buffer[]} */
  const errors = []
  child.stderr?.on('data', (piece) => errors.push(piece))
  /** @type {Promise<never>} */
  const died = new Promise((_, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      reject(new Error(`${child.spawnargs.join(' ')} ended with ${code ?? signal}: ${Buffer.concat(errors)}`))
    )
  })
  died.catch(() => {})
  const lines = createInterface({ input: output })[Symbol.asyncIterator]()
  const next = async () => {
    const { done, value } = await lines.next()
    return done ? died : JSON.parse(value)
  }
  return { died, read: () => Promise.race([next(), died]), stop: () => child.kill('SIGKILL') }
}

/**
 * Runs a load program against a server and returns its figures; fails at once where the server dies.
 * @param {string} folder
 * @param {Running} server
 * @param {string} program
 * @param {...(string | number)} args
 */
export async function load(folder, server, program, ...args) {
  const loading = run(NODE.command, [program, server.port, ...args].map(String), { cwd: folder, timeout: LIMIT_MILLIS })
  loading.catch(() => {})
  try {
    const { stdout } = await Promise.race([loading, server.died])
    return JSON.parse(stdout)
  } finally {
    loading.child.kill()
  }
}
