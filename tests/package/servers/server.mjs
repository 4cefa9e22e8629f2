// A server in a process of its own, on a port that it chooses.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const PATIENCE = 120_000
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/

/**
 * Resolves to the address that the server prints, once it has printed what `ready` looks for, and a function that stops
 * it and whatever it has started.
 */
export async function serve({ command, args, cwd, env, ready }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    process.kill(-child.pid, 'SIGTERM')
    await once(child, 'close')
  }
  try {
    return { address: await addressOf(child, ready), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function addressOf(child, ready) {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (why) => reject(new Error(`the server ${why}: ${output}`))
    const timer = setTimeout(fail, PATIENCE, 'took too long')
    child.on('error', fail)
    child.on('close', (status, signal) => fail(`ended with ${status ?? signal}`))
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        if (!ready.test(output)) return
        clearTimeout(timer)
        resolve(ADDRESS.exec(output)[0])
      })
    }
  })
}
