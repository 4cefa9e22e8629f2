// A server in a process of its own, on a port that it chooses.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** @import { ChildProcess } from 'node:child_process' */

const PATIENCE = 120_000
const PORT = /http:\/\/(?:127\.0\.0\.1|0\.0\.0\.0|localhost):(\d+)\D/

/**
 * Resolves to the address that the server prints, once it has printed what `ready` looks for, a function that stops it
 * and whatever it has started, and one that returns what it has printed. Its input stays open: some servers end with it.
 * @param {{ command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv, ready: RegExp }} parts
 */
export async function serve({ command, args, cwd, env, ready }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    process.kill(-Number(child.pid), 'SIGTERM')
    await once(child, 'close')
  }
  try {
    return { address: await addressOf(child, ready, () => output), stop, output: () => output }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * @param {ChildProcess} child
 * @param {RegExp} ready
 * @param {() => string} output
 * @returns {Promise<string>}
 */
function addressOf(child, ready, output) {
  return new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) => {
      clearTimeout(timer)
      reject(new Error(`the server ${why}: ${output()}`))
    }
    const timer = setTimeout(fail, PATIENCE, 'took too long')
    const look = () => {
      const [, port] = PORT.exec(output()) ?? []
      if (!port || !ready.test(output())) return
      clearTimeout(timer)
      resolve(`http://127.0.0.1:${port}`)
    }
    child.on('error', fail)
    child.on('close', (status, signal) => fail(`ended with ${status ?? signal}`))
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', look)
  })
}
