// Server processes that are measured, and the loads that are put on them.
import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { nodeBinary } from '../scripts/runtimes.mjs'

/** A load that takes longer is an error. */
const LIMIT_MILLIS = 120_000
const run = promisify(execFile)

/** Starts a program of `folder` that speaks as programs/servers/serve.mjs does, and waits until it is ready. */
export async function startServer(folder, { command, args }) {
  const child = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'], timeout: 10 * LIMIT_MILLIS, killSignal: 'SIGKILL' })
  const errors = []
  child.stderr.on('data', (piece) => errors.push(piece))
  child.stdin.on('error', () => {})
  const died = new Promise((_, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => reject(new Error(`${args.join(' ')} ended with ${code ?? signal}: ${Buffer.concat(errors)}`)))
  })
  died.catch(() => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const read = async () => JSON.parse((await Promise.race([lines.next(), died])).value)
  const { port } = await read()
  return {
    port,
    died,
    async micros() {
      child.stdin.write('\n')
      const { user, system } = await read()
      return user + system
    },
    stop: () => child.kill('SIGKILL'),
  }
}

/** Runs programs/load.mjs against a server and returns its figures; fails at once where the server dies. */
export async function load(folder, server, ...args) {
  const loading = run(nodeBinary(20), ['load.mjs', server.port, ...args].map(String), { cwd: folder, timeout: LIMIT_MILLIS })
  loading.catch(() => {})
  try {
    const { stdout } = await Promise.race([loading, server.died])
    return JSON.parse(stdout)
  } finally {
    loading.child.kill()
  }
}
