// A test as a process: passed or failed, known as soon as its first failure is printed.
import { spawn } from 'node:child_process'

const FAILURE = /^ *(FAIL|\d+ passed, [1-9])/m

/** Seconds for a test whose duration is not known yet. */
const FIRST = 120

/**
 * `took` is how many milliseconds it takes without a mutant. An endless loop may compute three times as long, in seconds of a
 * processor, as the machine may be busy; an endless wait may take a little longer.
 * @param {{ command: string, args: string[], took?: number }} test
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>}
 */
export function passes({ command, args, took }, env) {
  const computing = took === undefined ? FIRST : Math.ceil(2 + (3 * took) / 1000)
  const waiting = took === undefined ? FIRST : 10 + (3 * took) / 1000
  return new Promise((resolve) => {
    const limited = ['-c', `ulimit -t ${computing}; exec "$0" "$@"`, command, ...args]
    const child = spawn('sh', limited, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'], detached: true })
    const end = () => {
      try {
        process.kill(-Number(child.pid), 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
    const timer = setTimeout(end, waiting * 1000)
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text
      if (FAILURE.test(output)) end()
    })
    child.on('close', (status) => {
      clearTimeout(timer)
      end()
      resolve(status === 0 && !FAILURE.test(output) && /^\d+ passed, 0 failed$/m.test(output))
    })
  })
}
