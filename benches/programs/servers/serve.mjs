// The side of a measured server that talks to the benchmark: it prints its port when it is ready, prints its processor time
// for each line it reads, and ends with its standard input.
import process from 'node:process'
import { createInterface } from 'node:readline'

export function announce(port) {
  const print = (record) => process.stdout.write(`${JSON.stringify(record)}\n`)
  createInterface({ input: process.stdin }).on('line', () => print(process.cpuUsage())).on('close', () => process.exit())
  print({ port })
}
