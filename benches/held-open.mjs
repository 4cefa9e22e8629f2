// Memory of a server whose clients hold requests open: `make held-open`. 10,000 connections that send a byte a second, then
// 10,000 HTTP/2 streams without a byte, against the guide's snippet and the handler. Each case takes less than a minute.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFolder } from './folder.mjs'
import { round, size, table } from './report/figures.mjs'
import { NODE, startServer, watch } from './servers.mjs'

const COUNT = 10_000
/** @type {[name: string, server: string, kind: string][]} */
const CASES = [
  ['10,000 connections at a byte a second', 'node-http', 'connections'],
  ['10,000 HTTP/2 streams', 'node-http2', 'streams']
]
/** Past the handler's deadline for a body, 10 seconds, and the second after an answer. */
const DEADLINE_MILLIS = 14_000
const CLOSING_MILLIS = 3_000
const EXPOSED = { ...NODE, args: ['--expose-gc'] }

/**
 * @param {string} folder
 * @param {string} server
 * @param {string} kind
 * @param {string} contender
 */
async function measure(folder, server, kind, contender) {
  const running = await startServer(folder, EXPOSED, `servers/${server}.mjs`, contender, 1)
  const memory = async () => (await running.ask('memory')).bytes
  const before = await memory()
  const holder = spawn(NODE.command, ['hold.mjs', kind, running.port, COUNT].map(String), { cwd: folder, stdio: 'pipe' })
  const { read, died, stop } = watch(holder, holder.stdout)
  const next = () => Promise.race([read(), died, running.died])
  try {
    const { opened } = await next()
    const held = await memory()
    await sleep(DEADLINE_MILLIS)
    holder.stdin.write('\n')
    const { open } = await next()
    stop()
    await sleep(CLOSING_MILLIS)
    const after = await memory()
    return { contender, each: (held - before) / opened, held, open, after, peak: peakOf(running.pid) }
  } finally {
    stop()
    running.stop()
  }
}

/**
 * The most memory that the process ever had, as Linux tells it.
 * @param {number | undefined} pid
 */
const peakOf = (pid) => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

const folder = makeFolder('held-open')
const rows = []
for (const [name, server, kind] of CASES) {
  for (const contender of ['snippet', 'handlerMemory']) {
    const { each, held, peak, open, after } = await measure(folder, server, kind, contender)
    console.error(`measured ${contender}: ${name}`)
    rows.push([
      name,
      contender === 'snippet' ? "the guide's snippet" : 'handler',
      size(each),
      size(held),
      size(peak),
      round(open),
      size(after)
    ])
  }
}
console.log(table(['', '', 'for each', 'all open', 'peak', 'open after 14 s', 'all closed'], rows))
process.exit()
