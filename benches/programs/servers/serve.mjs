// The side of a measured server that talks to the benchmark: it prints its port when it is ready, answers a line `micros` with
// its processor time so far and a line `memory` with its memory, and ends with its standard input.
import process from 'node:process'
import { createInterface } from 'node:readline'

const ANSWERS = {
  micros() {
    const { user, system } = process.cpuUsage()
    return { micros: user + system }
  },
  memory() {
    globalThis.gc?.()
    return { bytes: process.memoryUsage.rss() }
  }
}

/** @param {number} port */
export function announce(port) {
  /** @param {object} record */
  const print = (record) => process.stdout.write(`${JSON.stringify(record)}\n`)
  createInterface({ input: process.stdin })
    .on('line', (question) => print(ANSWERS[/** @type {keyof typeof ANSWERS} */ (question)]()))
    .on('close', () => process.exit())
  print({ port })
}
