// Jobs: each a process of its own that prints lines and, last, how many checks passed and failed.
import { spawn } from 'node:child_process'

const SUM = /^(\d+) passed, (\d+) failed\n$/m

/** Runs all jobs, `width` at a time, in order. */
export async function runJobs(jobs, width) {
  const waiting = [...jobs]
  const results = []
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) results.push(await runJob(job))
  }
  await Promise.all(Array.from({ length: width }, work))
  return results
}

/**
 * Prints what a job printed, once it is done, and returns its sum. A job that ends otherwise than it says has failed.
 */
export async function runJob({ name, command, args }) {
  const start = performance.now()
  const { status, output } = await processOf(command, args)
  const [sum, passed, failed] = SUM.exec(output) ?? ['', 0, 0]
  const broke = status !== 0 && !Number(failed)
  const lines = output.replace(sum, '').trimEnd().split('\n')
  console.log(`${name}: ${passed} passed, ${failed} failed (${((performance.now() - start) / 1000).toFixed(1)} s)`)
  for (const line of lines) console.log(`  ${line}`)
  if (broke) console.log(`  FAIL the process ended with ${status} and ${sum ? 'no failure named' : 'without a sum'}`)
  return { passed: Number(passed), failed: Number(failed) + Number(broke || !sum) }
}

function processOf(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', (error) => resolve({ status: error.message, output }))
    child.on('close', (status, signal) => resolve({ status: status ?? signal, output }))
  })
}
