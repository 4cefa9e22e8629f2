// Sends deliveries, each one distinct, over kept connections: `load.mjs <port> <deliveries> <connections> <bytes> <kind>`. `genuine`
// ones have to be accepted, `forged` ones refused. Requests are written before the clock starts, so that signing is not measured.
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { bodyOf, JOB } from './bodies.mjs'
import { SECRET } from './secret.mjs'

const KINDS = { genuine: { secret: SECRET, status: '2' }, forged: { secret: 'whsec_forged', status: '401' } }
const [port, count, connections, bytes] = process.argv.slice(2, 6).map(Number)
const { secret, status } = KINDS[process.argv[6]]
const template = bodyOf(bytes, 'text', 0)
const run = process.pid.toString(36).slice(-3).padStart(3, '0')
const time = new Date().toISOString()

function requestOf(number) {
  const body = template.replace(JOB, `${run}${String(number).padStart(JOB.length - 3, '0')}`)
  const signature = 'sha256=' + createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  const headers = ['content-type: application/json', `content-length: ${bytes}`, `x-webhook-timestamp: ${time}`, `x-webhook-signature: ${signature}`]
  return Buffer.from(`POST / HTTP/1.1\r\nhost: localhost\r\n${headers.join('\r\n')}\r\n\r\n${body}`)
}

const requests = Array.from({ length: count }, (_, number) => requestOf(number))
const waits = []
let next = 0

/** Sends the next request as soon as the answer to the last one is whole, until none is left. */
const work = () =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay()
    let started = 0
    let answer = ''
    const send = () => {
      if (next === count) return resolve(socket.destroy())
      started = performance.now()
      socket.write(requests[next++])
    }
    socket.on('connect', send).on('error', reject).on('close', () => reject(new Error('the server closed a connection')))
    socket.on('data', (piece) => {
      answer += piece.toString('latin1')
      const end = answer.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1] ?? 0)
      if (/\r\ntransfer-encoding: chunked/i.test(answer) ? !answer.endsWith('0\r\n\r\n') : answer.length < end + 4 + length) return
      if (!answer.startsWith(`HTTP/1.1 ${status}`)) return reject(new Error(answer))
      answer = ''
      waits.push(performance.now() - started)
      send()
    })
  })

const start = performance.now()
await Promise.all(Array.from({ length: connections }, work))
const millis = performance.now() - start
waits.sort((a, b) => a - b)
console.log(JSON.stringify({ perSecond: (count / millis) * 1000, p99: waits[Math.floor(count * 0.99)] }))
process.exit()
