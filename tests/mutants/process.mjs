// A test as a process: passed or failed, known as soon as its first failure is printed.
import { spawn } from 'node:child_process'

const FAILURE = /^ *(FAIL|\d+ passed, [1-9])/m

/** In seconds of a processor, as the machine may be busy, and of the clock, for what waits for ever. */
const COMPUTING = 20
const WAITING = 120

export function passes({ command, args }, env) {
  return new Promise((resolve) => {
    const limited = ['-c', `ulimit -t ${COMPUTING}; exec "$0" "$@"`, command, ...args]
    const child = spawn('sh', limited, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'], detached: true })
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
    const timer = setTimeout(end, WAITING * 1000)
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
