// Holds requests open: `hold.mjs <connections | streams> <port> <count>`. It prints how many it opened, then, for each line it
// reads, how many are still open. It ends by itself after a minute.
import { connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { present } from './present.mjs'

const [kind, port, count] = process.argv.slice(2)
const SESSIONS = 10
const BATCH = 200
const BODY_BYTES = 1000
const HEADERS = {
  'content-type': 'application/json',
  'x-webhook-timestamp': new Date().toISOString(),
  'x-webhook-signature': `sha256=${'0'.repeat(64)}`
}
const open = new Set()

const HEAD = [
  `POST / HTTP/1.1`,
  'host: a',
  `content-length: ${BODY_BYTES}`,
  ...Object.entries(HEADERS).map((pair) => pair.join(': ')),
  '',
  ''
].join('\r\n')

function openConnection() {
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('connect', () => (open.add(socket), socket.write(HEAD), resolve(undefined)))
    socket
      .on('error', resolve)
      .on('close', () => open.delete(socket))
      .resume()
  })
}

const sessions =
  kind === 'streams' ? Array.from({ length: SESSIONS }, () => connectHttp2(`http://127.0.0.1:${port}`).on('error', () => {})) : []

/**
 * @param {unknown} _
 * @param {number} index
 */
async function openStream(_, index) {
  const stream = present(sessions[index % SESSIONS]).request({ ':method': 'POST', ':path': '/', ...HEADERS }, { endStream: false })
  open.add(stream)
  stream
    .on('error', () => {})
    .on('close', () => open.delete(stream))
    .resume()
  await new Promise((resolve) => setImmediate(resolve))
}

setTimeout(() => process.exit(1), 60_000)
const openOne = { connections: openConnection, streams: openStream }[/** @type {'connections' | 'streams'} */ (kind)]
for (let done = 0; done < Number(count); done += BATCH) await Promise.all(Array.from({ length: BATCH }, openOne))
await sleep(1000)
console.log(JSON.stringify({ opened: [...open].filter(({ pending }) => !pending).length }))
if (kind === 'connections') setInterval(() => open.forEach((socket) => socket.writable && socket.write('x')), 1000)
createInterface({ input: process.stdin }).on('line', () => console.log(JSON.stringify({ open: open.size })))
